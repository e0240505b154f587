import type { Engine } from "./engine";
import type { Task } from "./model";

export type CancelVerdict = "accepted" | "finished";

/** Cancels a task: a queued one at once, a running one after a short delay during which it may still finish. */
export function cancelTask(engine: Engine, task: Task): CancelVerdict {
  engine.settle();
  const state = engine.stateOf(task);
  if (state === "CANCELLED") return "accepted";
  if (state === "SUCCESS" || state === "FAILED") return "finished";
  if (engine.settings.cancelEffect === "ignored" || task.cancelledAt !== null) return "accepted";
  const delayMs = state === "RUNNING" ? engine.scaled(engine.settings.cancelDelayMs) : 0;
  task.cancelledAt = engine.now() + delayMs;
  engine.saveTask(task);
  return "accepted";
}
