"use client";

import { useFormatter, useTranslations } from "next-intl";
import { StatusMark } from "@/components/tasks/status-badge";
import { TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { StatusCounts } from "@/lib/task-schemas";
import { TASK_STATUSES, type TaskStatus } from "@/lib/task-status";

export const ALL_TAB = "ALL";

export function totalOf(counts: StatusCounts): number {
  return TASK_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}

/** One tab per status with its exact, live count. */
export function StatusTabs({ counts }: { counts: StatusCounts | undefined }) {
  const t = useTranslations("tasks.tabs");
  const words = useTranslations("common.status");
  return (
    <TabsList
      aria-label={t("label")}
      className="min-w-0 flex-1 gap-0 border-b-0 px-1 [scrollbar-width:none] md:px-3 [&::-webkit-scrollbar]:hidden"
    >
      <Tab value={ALL_TAB} label={t("all")} count={counts && totalOf(counts)} />
      {TASK_STATUSES.map((status) => (
        <Tab key={status} value={status} status={status} label={words(status)} count={counts?.[status]} />
      ))}
    </TabsList>
  );
}

function Tab({
  value,
  label,
  count,
  status,
}: {
  value: string;
  label: string;
  count: number | undefined;
  status?: TaskStatus;
}) {
  const format = useFormatter();
  return (
    <TabsTrigger value={value} data-count={count} className="gap-1.5 px-2 text-[13px] lg:px-2.5">
      {status && <StatusMark status={status} />}
      {label}
      {/* Holds its width while unknown, so that the tabs do not shift. */}
      <span
        // The server counted a moment earlier.
        suppressHydrationWarning
        className="min-w-4 text-left font-normal text-muted-foreground text-xs tabular-nums"
      >
        {count === undefined ? "" : format.number(count)}
      </span>
    </TabsTrigger>
  );
}
