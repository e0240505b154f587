/**
 * THE state machine of a task. Buttons, the batch bar, guards in services and SQL, API answers, badges, the generated
 * docs and the tests all read this file; nothing else knows which status leads where.
 */

export const TASK_STATUSES = [
  "READY",
  "PENDING",
  "QUEUED",
  "RUNNING",
  "SUCCESS",
  "FAILED",
  "STOPPED",
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Statuses with a task running (or waiting to run) on RunningHub. */
export const ACTIVE_STATUSES = ["QUEUED", "RUNNING"] as const satisfies readonly TaskStatus[];
/** Statuses a task rests in after a run; they have a completion time. */
export const FINALIZED_STATUSES = ["SUCCESS", "FAILED", "STOPPED"] as const satisfies readonly TaskStatus[];

interface Transition {
  readonly from: readonly TaskStatus[];
  readonly to: TaskStatus;
  /** Who brings it about: a person's action, the queue's decision, or news from RunningHub. */
  readonly by: "person" | "queue" | "runninghub";
}

/** What can happen to a task: from where, and where it leads. */
export const TASK_EVENTS = {
  start: { from: ["READY", "FAILED", "STOPPED"], to: "PENDING", by: "person" },
  stop: { from: ["PENDING", "QUEUED", "RUNNING"], to: "STOPPED", by: "person" },
  stopUndone: { from: ["STOPPED"], to: "PENDING", by: "person" },
  accepted: { from: ["PENDING"], to: "QUEUED", by: "runninghub" },
  running: { from: ["PENDING", "QUEUED"], to: "RUNNING", by: "runninghub" },
  succeeded: { from: ["PENDING", "QUEUED", "RUNNING"], to: "SUCCESS", by: "runninghub" },
  failed: { from: ["PENDING", "QUEUED", "RUNNING"], to: "FAILED", by: "runninghub" },
  timedOut: { from: ["PENDING", "QUEUED", "RUNNING"], to: "FAILED", by: "queue" },
  submitUnknown: { from: ["PENDING"], to: "FAILED", by: "queue" },
  retried: { from: ["FAILED"], to: "PENDING", by: "queue" },
  corrected: { from: ["FAILED"], to: "SUCCESS", by: "runninghub" },
} as const satisfies Record<string, Transition>;
export type TaskEvent = keyof typeof TASK_EVENTS;
export const TASK_EVENT_NAMES = Object.keys(TASK_EVENTS) as readonly TaskEvent[]; // the keys of a const object

interface ActionRule {
  readonly offeredIn: readonly TaskStatus[];
  readonly needsConfirm: boolean;
}

/** What people can do with a task, one or many. */
export const TASK_ACTIONS = {
  start: { offeredIn: TASK_EVENTS.start.from, needsConfirm: false },
  stop: { offeredIn: TASK_EVENTS.stop.from, needsConfirm: true },
  delete: { offeredIn: TASK_STATUSES, needsConfirm: true },
} as const satisfies Record<string, ActionRule>;
export type TaskAction = keyof typeof TASK_ACTIONS;
export const TASK_ACTION_NAMES = Object.keys(TASK_ACTIONS) as readonly TaskAction[]; // the keys of a const object

export function isTaskStatus(value: string): value is TaskStatus {
  return (TASK_STATUSES as readonly string[]).includes(value); // widened so that any string may be looked up
}

/** The statuses from which the event is legal: the `WHERE status IN (…)` of its write. */
export function sourcesOf(event: TaskEvent): readonly TaskStatus[] {
  return TASK_EVENTS[event].from;
}

/** The status the event leads to, or null where the event is not legal. */
export function next(status: TaskStatus, event: TaskEvent): TaskStatus | null {
  return sourcesOf(event).includes(status) ? TASK_EVENTS[event].to : null;
}

export function isActive(status: TaskStatus): boolean {
  return (ACTIVE_STATUSES as readonly TaskStatus[]).includes(status);
}

export function isFinalized(status: TaskStatus): boolean {
  return (FINALIZED_STATUSES as readonly TaskStatus[]).includes(status);
}

export function isOffered(action: TaskAction, status: TaskStatus): boolean {
  return (TASK_ACTIONS[action].offeredIn as readonly TaskStatus[]).includes(status);
}

/** The actions a task in this status offers, in the order of the buttons. */
export function actionsFor(status: TaskStatus): TaskAction[] {
  return TASK_ACTION_NAMES.filter((action) => isOffered(action, status));
}

/** The actions every one of these statuses offers; none for an empty selection. */
export function batchActions(statuses: Iterable<TaskStatus>): TaskAction[] {
  const distinct = new Set(statuses);
  if (distinct.size === 0) return [];
  return TASK_ACTION_NAMES.filter((action) => [...distinct].every((status) => isOffered(action, status)));
}

/** Start is called restart where the task has run before. */
export function startLabel(status: TaskStatus): "start" | "restart" {
  return isFinalized(status) ? "restart" : "start";
}
