"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useLane } from "@/components/lane/use-lane";
import { useReasonText } from "@/components/reason-text";
import { StatusBadge } from "@/components/tasks/status-badge";
import { useTaskActions } from "@/components/tasks/task-actions";
import { Progress } from "@/components/ui/progress";
import { Hint } from "@/components/ui/tooltip";
import { useWaiting } from "@/components/waiting/use-waiting";
import { WaitingCause } from "@/components/waiting/waiting-cause";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskView } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import { cn } from "@/lib/utils";

/** The badge and, beside it, the one thing worth knowing about this status now. */
export function StatusCell({ row: { task, gone } }: { row: ShownRow }) {
  const t = useTranslations("tasks");
  const doing = useTaskActions().doing.get(task.id);
  let aside: ReactNode = <Aside task={task} />;
  if (doing !== undefined) aside = <Quiet>{t(`doing.${doing}`)}</Quiet>;
  else if (gone === "deleted") aside = <Quiet>{t("gone")}</Quiet>;
  return (
    <FlashOnChange status={task.status}>
      <StatusBadge status={task.status} />
      {aside}
    </FlashOnChange>
  );
}

/** Fades the background once when the status changes under the reader's eyes; never when the row first appears. */
function FlashOnChange({ status, children }: { status: TaskStatus; children: ReactNode }) {
  const [first] = useState(status);
  return (
    <div
      key={status}
      className={cn(
        "-mx-1.5 flex min-w-0 gap-x-2 gap-y-0.5 px-1.5 max-md:flex-col max-md:items-start md:items-center",
        status !== first && "flash-once",
      )}
    >
      {children}
    </div>
  );
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="min-w-0 truncate text-muted-foreground text-xs md:text-[13px]">{children}</span>;
}

function Aside({ task }: { task: TaskView }) {
  switch (task.status) {
    case "RUNNING":
      return <RunningAside task={task} />;
    case "PENDING":
      return <PendingAside task={task} />;
    case "FAILED":
      return <ReasonAside task={task} />;
    case "READY":
    case "QUEUED":
    case "SUCCESS":
    case "STOPPED":
      return null;
  }
}

function RunningAside({ task }: { task: TaskView }) {
  const t = useTranslations("tasks");
  if (task.progress === null) return null;
  return (
    <span className="flex items-center gap-2 text-xs md:text-[13px]">
      <Progress
        value={task.progress.percent}
        aria-label={t("percent", { percent: task.progress.percent })}
        className="w-14 max-md:hidden"
        indicatorClassName="bg-status-running"
      />
      <span className="tabular-nums">{t("percent", { percent: task.progress.percent })}</span>
    </span>
  );
}

/** Its place, and what it waits for. On a phone the cause stands below the name, where there is room. */
function PendingAside({ task }: { task: TaskView }) {
  const waiting = useWaiting(task);
  if (waiting === null) return null;
  return (
    <>
      <PlaceInLine place={waiting.place} />
      <WaitingCause task={task} waiting={waiting} className="max-md:hidden md:text-[13px]" />
    </>
  );
}

function PlaceInLine({ place }: { place: number | null }) {
  const t = useTranslations("waiting");
  const { data: lane } = useLane();
  if (place === null) return null;
  return (
    <Hint text={t("placeHint", { place })}>
      <span className="shrink-0 text-muted-foreground text-xs tabular-nums md:text-[13px]">
        {/* The count may be a moment behind the places. */}
        {t("place", { place, total: Math.max(lane?.waiting ?? 0, place) })}
      </span>
    </Hint>
  );
}

function ReasonAside({ task }: { task: TaskView }) {
  const reasonText = useReasonText();
  if (task.statusReason === null) return null;
  const { title, text, cure } = reasonText(task.statusReason);
  return (
    <Hint text={`${text} ${cure}`}>
      <span className="block min-w-0 max-w-full truncate text-muted-foreground text-xs md:text-[13px]">
        {title}
      </span>
    </Hint>
  );
}
