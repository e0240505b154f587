"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { deviceOf } from "@/lib/user-agent";

const MAX_LENGTH = 40;

/** A browser in words: "Firefox on Linux"; a program as it calls itself. */
export function useDeviceText(): (userAgent: string | null) => string {
  const t = useTranslations("people.you.device");
  return useCallback(
    (userAgent) => {
      const { browser, system } = deviceOf(userAgent);
      if (browser !== null && system !== null) return t("both", { browser, system });
      return browser ?? system ?? (userAgent?.slice(0, MAX_LENGTH) || t("unknown"));
    },
    [t],
  );
}
