"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useSiteName } from "@/components/accounts/site-name";
import { type Finding, wordsOf } from "@/lib/diagnosis";

/** What was found, in words, and what to do about it. */
export function useFindingText(): (finding: Finding) => string {
  const t = useTranslations("diagnostics");
  const siteName = useSiteName();
  return useCallback(
    (finding) => {
      const { site } = finding.facts;
      const facts = typeof site === "string" ? { ...finding.facts, site: siteName(site) } : finding.facts;
      // A test sees to it that every outcome has words.
      return t(wordsOf(finding) as Parameters<typeof t>[0], facts);
    },
    [t, siteName],
  );
}
