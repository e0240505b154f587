"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/lib/i18n/locale";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Tells the server the person's zone, so that every time on the page is theirs from the first byte on. */
export function TimeZoneCookie() {
  const router = useRouter();
  const shown = useTimeZone();
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (own === undefined || own === shown) return;
    const entry = `${TIME_ZONE_COOKIE}=${own}`;
    if (document.cookie.split("; ").includes(entry)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure context; people run this on plain HTTP
    document.cookie = `${entry}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    router.refresh();
  }, [router, shown]);
  return null;
}
