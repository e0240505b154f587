import type { StatusCounts } from "@/lib/task-schemas";
import { isFinalized, TASK_STATUSES, type TaskStatus } from "@/lib/task-status";

/** The parts of a batch's progress, from what is over to what has not begun. */
export const PARTS = [
  { name: "done", statuses: ["SUCCESS"], mark: "SUCCESS", bar: "bg-status-success-bg" },
  { name: "failed", statuses: ["FAILED"], mark: "FAILED", bar: "bg-status-failed" },
  { name: "stopped", statuses: ["STOPPED"], mark: "STOPPED", bar: "bg-status-stopped/60" },
  { name: "running", statuses: ["QUEUED", "RUNNING"], mark: "RUNNING", bar: "bg-status-running" },
  { name: "waiting", statuses: ["PENDING"], mark: "PENDING", bar: "bg-status-pending/45" },
  { name: "ready", statuses: ["READY"], mark: "READY", bar: "bg-transparent" },
] as const satisfies readonly {
  readonly name: string;
  readonly statuses: readonly TaskStatus[];
  readonly mark: TaskStatus;
  readonly bar: string;
}[];

export function countOf(counts: StatusCounts, statuses: readonly TaskStatus[]): number {
  return statuses.reduce((sum, status) => sum + counts[status], 0);
}

export function totalOf(counts: StatusCounts): number {
  return countOf(counts, TASK_STATUSES);
}

export function endedOf(counts: StatusCounts): number {
  return countOf(counts, TASK_STATUSES.filter(isFinalized));
}
