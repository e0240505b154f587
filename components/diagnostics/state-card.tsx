"use client";

import { useTranslations } from "next-intl";
import { SectionCard } from "@/components/task/section-card";
import { Skeleton } from "@/components/ui/skeleton";
import type { ProcessState } from "@/lib/diagnosis";
import { useStateRows } from "./use-state-rows";

/** How the process does that answered this page. */
export function StateCard({ state, failed }: { state: ProcessState | undefined; failed: boolean }) {
  const t = useTranslations("diagnostics");
  const rowsOf = useStateRows();
  return (
    <SectionCard title={t("state.title")}>
      {failed && <p className="p-4 text-destructive-text text-sm">{t("stateFailed")}</p>}
      {state === undefined && !failed && <Skeleton className="m-4 h-64" />}
      {state !== undefined && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 p-4 text-sm">
          {rowsOf(state).map(([name, words]) => (
            <div key={name} className="contents">
              <dt className="text-muted-foreground">{name}</dt>
              <dd className="tabular-nums [overflow-wrap:anywhere]">{words}</dd>
            </div>
          ))}
        </dl>
      )}
    </SectionCard>
  );
}
