import type { TaskView } from "./task-schemas";
import { TASK_EVENTS } from "./task-status";

/** Just after what is known, so that news which was still on its way does not undo it; what the server does is later still. */
function justAfter({ updatedAt }: TaskView): string {
  return new Date(Date.parse(updatedAt) + 1).toISOString();
}

/** The task as it was before an action that was expected to be done, and was not. */
export function asItWas(task: TaskView): TaskView {
  return { ...task, updatedAt: justAfter(task) };
}

/** The task as it will be once the server has done it: shown until the answer is here. */
export function expectedAfter(action: "start" | "stop", task: TaskView): TaskView {
  const updatedAt = justAfter(task);
  const waits = { updatedAt, queuePosition: null, hold: null, waiting: null, progress: null };
  if (action === "stop") {
    const statusReason = { code: "STOPPED_BY_PERSON", message: "" };
    return { ...task, ...waits, status: TASK_EVENTS.stop.to, statusReason };
  }
  const fresh = { runningHubTaskId: null, startedAt: null, completedAt: null, timeoutAt: null };
  return { ...task, ...waits, ...fresh, status: TASK_EVENTS.start.to, statusReason: null };
}
