/**
 * What is known of an attempt's create call. Whether the attempt holds its slot is a separate fact (`releasedAt`): a
 * stopped task's accepted attempt holds it until RunningHub is known to be done. An attempt that provably started
 * nothing and leaves its task waiting (no room, not reached) is deleted; the timeline tells of it.
 */
export const ATTEMPT_STATES = [
  /** Claimed; provably unsent, because sending needs the PREPARED → SENT write first. */
  "PREPARED",
  /** The create call may be on its way. */
  "SENT",
  /** RunningHub named a remote id. */
  "ACCEPTED",
  /** RunningHub refused the task; no run exists. */
  "REJECTED",
  /** Sent, and the answer is not known: a paid run may exist. */
  "UNKNOWN",
] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** Older than this, a SENT attempt cannot have its create call under way any more: the call ends within 74 s. */
export const CREATE_DEADLINE_SECONDS = 75;

/** RunningHub's view of one accepted attempt, in our words. */
export const REMOTE_STATES = ["QUEUED", "RUNNING", "SUCCESS", "FAILED", "CANCELLED", "LOST"] as const;
export type RemoteState = (typeof REMOTE_STATES)[number];
