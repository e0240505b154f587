import type { Engine } from "./engine";
import type { PlannedFailure, Task } from "./model";
import type { TaskState } from "./timeline";

export interface VisibleState {
  /** LOST: the service claims not to know the task. */
  state: TaskState | "LOST";
  failure: PlannedFailure | null;
}

const FALSE_FAILURE: PlannedFailure = { kind: "null", nodeId: "", nodeName: "", message: null };

/** What one poll gets to see. Scripted lies (a false FAILED) are used up by it. */
export function pollTask(engine: Engine, task: Task): VisibleState {
  engine.settle();
  const state = engine.stateOf(task);
  const isLagging = engine.now() < task.createdAt + engine.scaled(engine.settings.replicationLagMs);
  const isHiddenCancel = state === "CANCELLED" && engine.settings.cancelReport === "807";
  if (task.lost || isLagging || isHiddenCancel) return { state: "LOST", failure: null };
  if (task.falseFailures > 0 && (state === "RUNNING" || state === "SUCCESS")) {
    task.falseFailures -= 1;
    engine.saveTask(task);
    return { state: "FAILED", failure: FALSE_FAILURE };
  }
  return { state, failure: task.failure };
}

/** Whether this poll of a success is scripted to see no outputs yet; uses one up. */
export function takeEmptyOutputs(engine: Engine, task: Task): Task["emptyOutputsAs"] | null {
  if (task.emptyOutputs <= 0) return null;
  task.emptyOutputs -= 1;
  engine.saveTask(task);
  return task.emptyOutputsAs;
}
