"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useReasonText } from "@/components/reason-text";
import { StatusBadge } from "@/components/tasks/status-badge";
import { useTaskActions } from "@/components/tasks/task-actions";
import { Progress } from "@/components/ui/progress";
import { Hint } from "@/components/ui/tooltip";
import { useWaiting } from "@/components/waiting/use-waiting";
import { WaitingCause } from "@/components/waiting/waiting-cause";
import type { TaskView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";

/** Where there is no result: how the task stands, and why. */
export function StandingCell({ task }: { task: TaskView }) {
  const t = useTranslations("tasks");
  const doing = useTaskActions().doing.get(task.id);
  const [first] = useState(task.status);
  return (
    <div
      key={task.status}
      className={cn(
        "-mx-1.5 flex w-48 max-w-72 flex-col items-start gap-1 px-1.5",
        task.status !== first && "flash-once",
      )}
    >
      <StatusBadge status={task.status} />
      {doing === undefined ? (
        <Aside task={task} />
      ) : (
        <span className="text-muted-foreground">{t(`doing.${doing}`)}</span>
      )}
    </div>
  );
}

function Aside({ task }: { task: TaskView }) {
  const t = useTranslations("batches.matrix");
  const percentText = useTranslations("tasks");
  const waiting = useWaiting(task);
  if (waiting !== null) return <WaitingCause task={task} waiting={waiting} />;
  if (task.status === "SUCCESS") return <span className="text-muted-foreground">{t("noFiles")}</span>;
  if (task.status === "FAILED") return <Reason task={task} />;
  if (task.status !== "RUNNING" || task.progress === null) return null;
  const percent = percentText("percent", { percent: task.progress.percent });
  return (
    <span className="flex w-full items-center gap-2">
      <Progress
        value={task.progress.percent}
        aria-label={percent}
        className="max-w-28"
        indicatorClassName="bg-status-running"
      />
      <span className="tabular-nums">{percent}</span>
    </span>
  );
}

function Reason({ task }: { task: TaskView }) {
  const reasonText = useReasonText();
  if (task.statusReason === null) return null;
  const { title, text, cure } = reasonText(task.statusReason);
  return (
    <Hint text={`${text} ${cure}`}>
      <span className="line-clamp-2 text-muted-foreground">{title}</span>
    </Hint>
  );
}
