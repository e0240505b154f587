"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { workflowName } from "@/components/new-task/field-label";
import { trpc } from "@/components/trpc";
import type { BatchView } from "@/lib/batch-schemas";

/** What a batch is called: by people, else by the day and time it was made. */
export function useBatchName(): (batch: Pick<BatchView, "name" | "createdAt">) => string {
  const t = useTranslations("batches");
  const format = useFormatter();
  return ({ name, createdAt }) =>
    name ??
    t("unnamed", { date: format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" }) });
}

/** What a batch runs, in the person's language where the library knows it. */
export function useBatchWorkflows(): (batch: Pick<BatchView, "workflows">) => string {
  const t = useTranslations("batches");
  const locale = useLocale();
  const { data: library = [] } = trpc.workflows.list.useQuery();
  return ({ workflows: [first, ...others] }) => {
    if (first === undefined) return "";
    const known = library.find(({ remoteId, kind }) => remoteId === first.workflowId && kind === first.kind);
    // Tasks may be named otherwise than their workflow: then what they are called tells more.
    const name = known !== undefined && known.name === first.name ? workflowName(known, locale) : first.name;
    return others.length === 0 ? name : t("mixed", { name, count: others.length });
  };
}
