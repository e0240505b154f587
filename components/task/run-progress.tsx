"use client";

import { useTranslations } from "next-intl";
import { Progress } from "@/components/ui/progress";
import { clockText } from "@/lib/clock-text";
import type { TaskView } from "@/lib/task-schemas";
import { taskTimes } from "./task-times";
import { useServerNow } from "./use-server-now";

/** How far the run is, by RunningHub's account and by the clock. */
export function RunProgress({ task }: { task: TaskView }) {
  const t = useTranslations("task.progress");
  const { ranSeconds, limitSeconds } = taskTimes(task, useServerNow());
  const percent = task.progress?.percent ?? null;
  const node = task.progress?.node ?? null;
  const isOverdue = ranSeconds !== null && limitSeconds !== null && ranSeconds > limitSeconds;
  return (
    <div className="mt-4 flex flex-col gap-1.5">
      <Progress
        value={percent}
        aria-label={t("label")}
        className="h-2"
        // Without a number, the whole bar breathes: a part of it would claim to know how far.
        indicatorClassName={percent === null ? "transform-none! bg-status-running/40" : "bg-status-running"}
      />
      {/* Changes every second: not for a reader's ear. */}
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm tabular-nums" aria-live="off">
        {percent !== null && <span className="font-medium">{t("percent", { percent })}</span>}
        {node !== null && (
          <span className="min-w-0 text-muted-foreground [overflow-wrap:anywhere]">
            {t("node", { node })}
          </span>
        )}
        {ranSeconds !== null && (
          <span className="ml-auto text-muted-foreground" suppressHydrationWarning>
            {limitSeconds === null
              ? clockText(ranSeconds)
              : t("elapsedOf", { elapsed: clockText(ranSeconds), limit: clockText(limitSeconds) })}
          </span>
        )}
      </div>
      {isOverdue && <p className="text-destructive-text text-sm">{t("overdue")}</p>}
    </div>
  );
}
