"use client";

import { useTranslations } from "next-intl";
import { deedOf } from "@/components/operations/use-operation-words";
import type { OperationFailures, OperationView } from "@/lib/operation-schemas";

/** The report in words, to be pasted into a message. */
export function useReportText(operation: OperationView, groups: OperationFailures["groups"]): () => string {
  const t = useTranslations("operations");
  return () => {
    const { succeeded: done, requested, skipped } = operation;
    const lines = [t(`report.title.${deedOf(operation)}`, { done, requested: requested ?? 0 })];
    if (skipped > 0) lines.push(t("report.skipped", { count: skipped }));
    for (const { code, count, statusBefore, items } of groups) {
      lines.push("", `${t("report.count", { count })} ${statusBefore ?? ""} ${t(`reasons.${code}`)}`);
      lines.push(...items.map(({ id, name }) => `- ${name ?? ""} ${id}`));
      if (count > items.length) lines.push(`- ${t("report.more", { count: count - items.length })}`);
    }
    return lines.join("\n");
  };
}
