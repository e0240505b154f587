/** Why a PENDING task does not run yet. The words people read are in lib/messages, keyed by code. */
export const WAIT_CODES = [
  /** A slot is free or about to be: it goes next. */
  "NEXT",
  /** Its create call is under way. */
  "SUBMITTING",
  /** Its create call's answer was lost: see SUBMIT_UNSETTLED. */
  "UNSETTLED",
  /** Its run before (stopped, timed out) is not over on RunningHub yet. */
  "PREVIOUS_RUN",
  "QUEUE_PAUSED",
  /** No account of its site is in use. */
  "NO_ACCOUNT",
  "ACCOUNT_PAUSED",
  "BREAKER_OPEN",
  /** The day, or its batch, has spent what it may. */
  "DAY_CAP",
  "BATCH_CAP",
  /** RunningHub had no room, or could not be reached. */
  "BACKING_OFF",
  /** Every slot is taken, or others are before it. */
  "ACCOUNT_FULL",
] as const;
export type WaitCode = (typeof WAIT_CODES)[number];

/** What an attempt of its own makes a PENDING task wait for. */
export const TASK_HOLDS = ["submitting", "unsettled", "previousRun"] as const;
export type TaskHold = (typeof TASK_HOLDS)[number];
