import { actionsFor, type TaskAction, type TaskStatus } from "@/lib/task-status";

const PAST = { start: "started", stop: "stopped", delete: "deleted" } as const satisfies Record<
  TaskAction,
  string
>;

/** English detail of INVALID_TRANSITION, the same for one task and for many. */
export function notInThisStatus(action: TaskAction, status: TaskStatus): string {
  return `A ${status} task cannot be ${PAST[action]}; allowed now: ${actionsFor(status).join(", ")}`;
}
