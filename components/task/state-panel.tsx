"use client";

import { CircleAlert, CircleDashed, Hourglass, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useReasonText } from "@/components/reason-text";
import { UnclearFailure } from "@/components/unclear/unclear-failure";
import { UnclearPanel } from "@/components/unclear/unclear-panel";
import { useWaiting } from "@/components/waiting/use-waiting";
import { WaitingPanel } from "@/components/waiting/waiting-panel";
import type { TaskDetail } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import type { FormField } from "@/lib/workflow-schemas";
import { CureButtons } from "./cure-buttons";
import { RunProgress } from "./run-progress";
import { Cure, StateFrame, StateText, TechnicalDetail, type Tone } from "./state-frame";

/** A finished, successful task needs no words: its results speak. A waiting one has a panel of its own. */
type Standing = Exclude<TaskStatus, "SUCCESS" | "PENDING">;

const TONES: Record<Standing, Tone> = {
  READY: { icon: CircleDashed, frame: "bg-card", mark: "text-muted-foreground" },
  QUEUED: { icon: Hourglass, frame: "bg-card", mark: "text-status-queued" },
  RUNNING: { icon: Hourglass, frame: "bg-card", mark: "text-status-running" },
  FAILED: {
    icon: CircleAlert,
    frame: "border-status-failed/30 bg-status-failed-bg dark:bg-status-failed-bg/50",
    mark: "text-status-failed",
  },
  STOPPED: { icon: Square, frame: "bg-card", mark: "text-status-stopped" },
};

/** How the task stands, in words: why, and what to do. */
export function StatePanel({ task, fields }: { task: TaskDetail; fields: readonly FormField[] }) {
  const waiting = useWaiting(task);
  if (waiting?.code === "UNSETTLED") return <UnclearPanel task={task} />;
  if (waiting !== null) return <WaitingPanel task={task} waiting={waiting} />;
  if (task.status === "SUCCESS" || task.status === "PENDING") return null;
  return <StandingPanel task={task} status={task.status} fields={fields} />;
}

function StandingPanel({
  task,
  status,
  fields,
}: {
  task: TaskDetail;
  status: Standing;
  fields: readonly FormField[];
}) {
  const t = useTranslations("task.now");
  const reasonText = useReasonText();
  const reason = task.statusReason;
  const { title, text, cure } =
    reason === null
      ? { title: t(`${status}.title`), text: t(`${status}.text`), cure: "" }
      : reasonText(reason);
  return (
    <StateFrame tone={TONES[status]} title={title} foot={status === "RUNNING" && <RunProgress task={task} />}>
      <StateText>{text}</StateText>
      <Cure text={cure} />
      {status === "FAILED" && (
        <CureButtons task={task} fields={fields} sentAt={task.attempts.at(-1)?.sentAt} />
      )}
      {reason?.code === "SUBMIT_UNKNOWN" && <UnclearFailure task={task} />}
      {reason !== null && reason.message !== text && <TechnicalDetail text={reason.message} />}
    </StateFrame>
  );
}
