"use client";

import { useTranslations } from "next-intl";
import type { Finding, ProcessState } from "@/lib/diagnosis";
import { useFindingText } from "./use-finding-text";
import { useStateRows } from "./use-state-rows";

/** All of the page as text, to be handed on: it holds no secrets. */
export function useReport(): (findings: readonly Finding[], state: ProcessState | undefined) => string {
  const t = useTranslations("diagnostics");
  const findingText = useFindingText();
  const rowsOf = useStateRows();
  return (findings, state) =>
    [
      `HubQueue · ${t("title")} · ${new Date().toISOString()}`,
      "",
      ...findings.map(
        (finding) =>
          `[${t(`verdict.${finding.verdict}`)}] ${t(`check.${finding.check}`)}: ${findingText(finding)}`,
      ),
      ...(state === undefined
        ? []
        : ["", t("state.title"), ...rowsOf(state).map(([name, words]) => `${name}: ${words}`)]),
      "",
    ].join("\n");
}
