"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** Sites that have a name of their own; any other is called by its host. */
const NAMED = {
  "www.runninghub.cn": "cn",
  "www.runninghub.ai": "ai",
  simulator: "simulator",
} as const;

function isNamed(site: string): site is keyof typeof NAMED {
  return Object.hasOwn(NAMED, site);
}

/** What people call a site, as account and task views name it. */
export function useSiteName(): (site: string) => string {
  const t = useTranslations("accounts.sites");
  return useCallback((site) => (isNamed(site) ? t(NAMED[site]) : site), [t]);
}
