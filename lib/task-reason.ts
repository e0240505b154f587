/**
 * Why a task is as it is: stable codes of `statusReason`. The words people read are in lib/messages, keyed by code; the
 * `message` beside a code is English detail for programs and logs.
 */
export const FAILURE_REASONS = [
  "TASK_TIMEOUT",
  "SUBMIT_UNKNOWN",
  "SUBMIT_REFUSED",
  "INPUT_REFUSED",
  "WORKFLOW_NEVER_RUN",
  "WORKFLOW_MISSING",
  "MACHINE_REFUSED",
  "UPLOAD_FAILED",
  "RUN_FAILED",
  "OUT_OF_MEMORY",
  "CONTENT_REFUSED",
  "REMOTE_CANCELLED",
  "REMOTE_LOST",
] as const;

/** Why it waits longer than its turn. */
export const WAITING_REASONS = [
  "CAPACITY",
  "RATE_LIMITED",
  "RUNNINGHUB_BUSY",
  "RUNNINGHUB_UNREACHABLE",
  "SUBMIT_UNSETTLED",
  "INTERNAL",
] as const;

export const TASK_REASONS = [
  ...FAILURE_REASONS,
  ...WAITING_REASONS,
  // why the account is paused, and so the task waits
  "ACCOUNT_KEY",
  "ACCOUNT_FUNDS",
  "ACCOUNT_PLAN",
  "ACCOUNT_AWAY",
  "LOW_BALANCE",
  "PAUSED_BY_PERSON",
  // why an attempt was given up although nobody knows its answer
  "SENT_AGAIN",
  // why it stopped
  "STOPPED_BY_PERSON",
] as const;
export type TaskReason = (typeof TASK_REASONS)[number];

/** Failures a rerun may cure by itself; MAX_AUTO_RETRIES applies only to these. */
export const TRANSIENT_REASONS: readonly TaskReason[] = ["REMOTE_LOST", "UPLOAD_FAILED"];

/**
 * Failures of runs that were paid for, and speak against the workflow rather than the moment; so many in a row hold it.
 * What RunningHub refuses costs nothing: it fails its task, and the line goes on.
 */
export const BREAKER_REASONS: readonly TaskReason[] = ["RUN_FAILED", "OUT_OF_MEMORY", "TASK_TIMEOUT"];
