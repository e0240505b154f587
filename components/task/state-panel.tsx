"use client";

import { CircleAlert, CircleDashed, Clock, Hourglass, type LucideIcon, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { useReasonText } from "@/components/reason-text";
import type { TaskView } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import { cn } from "@/lib/utils";
import { RunProgress } from "./run-progress";

interface Tone {
  readonly icon: LucideIcon;
  readonly frame: string;
  readonly mark: string;
}

const CALM: Tone = { icon: CircleDashed, frame: "bg-card", mark: "text-muted-foreground" };

/** A finished, successful task needs no words: its results speak. */
const TONES: Record<Exclude<TaskStatus, "SUCCESS">, Tone> = {
  READY: CALM,
  PENDING: { icon: Clock, frame: "bg-card", mark: "text-status-pending" },
  QUEUED: { icon: Hourglass, frame: "bg-card", mark: "text-status-queued" },
  RUNNING: { icon: Hourglass, frame: "bg-card", mark: "text-status-running" },
  FAILED: {
    icon: CircleAlert,
    frame: "border-status-failed/30 bg-status-failed-bg dark:bg-status-failed-bg/50",
    mark: "text-status-failed",
  },
  STOPPED: { icon: Square, frame: "bg-card", mark: "text-status-stopped" },
};
/** Waiting for a cause somebody should know of. */
const HELD: Tone = { icon: Clock, frame: "border-notice-border bg-notice", mark: "text-notice-foreground" };

/** How the task stands, in words: why, and what to do. */
export function StatePanel({ task }: { task: TaskView }) {
  const t = useTranslations("task");
  const words = useStateWords(task);
  if (task.status === "SUCCESS") return null;
  const tone = task.status === "PENDING" && task.statusReason !== null ? HELD : TONES[task.status];
  const Icon = tone.icon;
  const detail = task.statusReason?.message ?? "";
  return (
    <section data-slot="task-state" className={cn("rounded-lg border p-4", tone.frame)} aria-live="polite">
      <div className="flex items-start gap-3">
        <Icon aria-hidden className={cn("mt-0.5 size-5 shrink-0", tone.mark)} />
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-[15px] [overflow-wrap:anywhere]">{words.title}</h2>
          <p className="mt-0.5 max-w-prose text-sm [overflow-wrap:anywhere]">{words.text}</p>
          {words.cure !== "" && (
            <p className="mt-2 max-w-prose text-sm">
              <span className="font-medium">{t("whatToDo")}</span>{" "}
              <span className="[overflow-wrap:anywhere]">{words.cure}</span>
            </p>
          )}
          {detail !== "" && detail !== words.text && (
            <details className="mt-2 text-sm">
              <summary className="focus-ring w-fit cursor-pointer rounded-sm text-muted-foreground">
                {t("technical")}
              </summary>
              <div className="mt-1.5 flex items-start gap-1">
                <code className="max-h-48 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap rounded-md bg-foreground/5 p-2 font-mono text-xs [overflow-wrap:anywhere]">
                  {detail}
                </code>
                <CopyButton text={detail} label={t("copyDetail")} />
              </div>
            </details>
          )}
        </div>
      </div>
      {task.status === "RUNNING" && <RunProgress task={task} />}
    </section>
  );
}

function useStateWords(task: TaskView): { title: string; text: string; cure: string } {
  const t = useTranslations("task.now");
  const reasonText = useReasonText();
  const { status, statusReason, queuePosition } = task;
  if (statusReason !== null) return reasonText(statusReason);
  if (status === "SUCCESS") return { title: "", text: "", cure: "" };
  if (status === "PENDING" && queuePosition === null) {
    return { title: t("handing.title"), text: t("handing.text"), cure: "" };
  }
  return {
    title: t(`${status}.title`, { ahead: (queuePosition ?? 1) - 1 }),
    text: t(`${status}.text`),
    cure: "",
  };
}
