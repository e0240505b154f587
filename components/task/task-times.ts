import type { TaskView } from "@/lib/task-schemas";

type Timed = Pick<TaskView, "status" | "queuedAt" | "startedAt" | "completedAt" | "timeoutAt">;

export interface TaskTimes {
  /** From the press of start until it ran (or ended, or now); null before the first start. */
  readonly waitedSeconds: number | null;
  /** From running until its end or now; null when it never ran. */
  readonly ranSeconds: number | null;
  /** What it may use, from running to its deadline. */
  readonly limitSeconds: number | null;
}

function secondsBetween(from: string, toMs: number): number {
  return Math.max(0, (toMs - Date.parse(from)) / 1000);
}

/** @param nowMs the server's clock: this browser's may be off by minutes */
export function taskTimes(task: Timed, nowMs: number): TaskTimes {
  const { queuedAt, startedAt, completedAt, timeoutAt } = task;
  const endMs = completedAt === null ? nowMs : Date.parse(completedAt);
  const waitedUntilMs = startedAt === null ? endMs : Date.parse(startedAt);
  return {
    waitedSeconds: queuedAt === null ? null : secondsBetween(queuedAt, waitedUntilMs),
    ranSeconds: startedAt === null ? null : secondsBetween(startedAt, endMs),
    limitSeconds:
      startedAt === null || timeoutAt === null ? null : secondsBetween(startedAt, Date.parse(timeoutAt)),
  };
}
