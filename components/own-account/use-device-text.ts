"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { deviceOf } from "@/lib/user-agent";

/** A browser in words: "Firefox on Linux". */
export function useDeviceText(): (userAgent: string | null) => string {
  const t = useTranslations("people.you.device");
  return useCallback(
    (userAgent) => {
      const { browser, system } = deviceOf(userAgent);
      if (browser !== null && system !== null) return t("both", { browser, system });
      return browser ?? system ?? t("unknown");
    },
    [t],
  );
}
