import type { TaskView } from "./task-schemas";
import { TASK_EVENTS } from "./task-status";

/** The task as it will be once the server has done it: shown until the answer is here. */
export function expectedAfter(action: "start" | "stop", task: TaskView): TaskView {
  const waits = { queuePosition: null, hold: null, waiting: null, progress: null };
  if (action === "stop") {
    const statusReason = { code: "STOPPED_BY_PERSON", message: "" };
    return { ...task, ...waits, status: TASK_EVENTS.stop.to, statusReason };
  }
  const fresh = { runningHubTaskId: null, startedAt: null, completedAt: null, timeoutAt: null };
  return { ...task, ...waits, ...fresh, status: TASK_EVENTS.start.to, statusReason: null };
}
