"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type Finding, wordsOf } from "@/lib/diagnosis";

/** What was found, in words, and what to do about it. */
export function useFindingText(): (finding: Finding) => string {
  const t = useTranslations("diagnostics");
  // A test sees to it that every outcome has words.
  return useCallback((finding) => t(wordsOf(finding) as Parameters<typeof t>[0], finding.facts), [t]);
}
