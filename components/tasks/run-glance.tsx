"use client";

import { useTranslations } from "next-intl";
import { taskTimes } from "@/components/task/task-times";
import { useServerNow } from "@/components/task/use-server-now";
import { Progress } from "@/components/ui/progress";
import { Hint } from "@/components/ui/tooltip";
import { clockText } from "@/lib/clock-text";
import type { TaskView } from "@/lib/task-schemas";

/** How far a run is by RunningHub's account, how long it runs, and how much of its limit is left. */
export function RunGlance({ task }: { task: TaskView }) {
  const t = useTranslations("list.run");
  const { ranSeconds, limitSeconds } = taskTimes(task, useServerNow());
  const percent = task.progress?.percent ?? null;
  const elapsed = ranSeconds === null ? null : clockText(ranSeconds);
  const left = ranSeconds === null || limitSeconds === null ? null : limitSeconds - ranSeconds;
  return (
    // Changes every second: not for a reader's ear, and the server drew it a moment earlier.
    <div className="flex min-w-0 max-w-56 flex-1 flex-col gap-1 max-md:max-w-none" aria-live="off">
      <div className="flex min-w-0 items-baseline gap-1.5 whitespace-nowrap text-xs leading-4 tabular-nums">
        {percent !== null && <span className="font-medium">{t("percent", { percent })}</span>}
        {elapsed !== null && (
          <Hint text={t("elapsedHint", { elapsed })}>
            <span suppressHydrationWarning className="text-muted-foreground @max-[1000px]:hidden">
              {elapsed}
            </span>
          </Hint>
        )}
        {left !== null && (
          <span suppressHydrationWarning className="ml-auto truncate text-muted-foreground">
            {left > 0 ? t("left", { time: clockText(left) }) : t("over")}
          </span>
        )}
      </div>
      <Progress
        value={percent}
        aria-label={percent === null ? t("unknown") : t("percent", { percent })}
        className="h-1"
        // Without a number, the whole bar breathes: a part of it would claim to know how far.
        indicatorClassName={percent === null ? "transform-none! bg-status-running/40" : "bg-status-running"}
      />
    </div>
  );
}
