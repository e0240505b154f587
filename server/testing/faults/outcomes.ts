/** How it can stand with a task: the words the rows of the table are made of. */
import type { Outcome } from "./row";

const outcome = (fields: Pick<Outcome, "status" | "attempt" | "slot"> & Partial<Outcome>): Outcome => ({
  reason: null,
  waiting: null,
  result: null,
  ...fields,
});

/** Claimed, not sent yet. */
export const PREPARING = outcome({
  status: "PENDING",
  waiting: "SUBMITTING",
  attempt: "PREPARED",
  slot: "held",
});
/** The create call is under way. */
export const SENDING = outcome({ status: "PENDING", waiting: "SUBMITTING", attempt: "SENT", slot: "held" });
/** The answer to the create call is not known. */
export const UNCLEAR = outcome({
  status: "PENDING",
  reason: "SUBMIT_UNSETTLED",
  waiting: "UNSETTLED",
  attempt: "UNKNOWN",
  slot: "held",
});
/** The grace is over without a sign of a run. */
export const GIVEN_UP = outcome({
  status: "FAILED",
  reason: "SUBMIT_UNKNOWN",
  attempt: "UNKNOWN",
  slot: "free",
});
/** RunningHub was not reached, and it is tried again. */
export const BACKING_OFF = outcome({
  status: "PENDING",
  reason: "RUNNINGHUB_UNREACHABLE",
  waiting: "BACKING_OFF",
  attempt: "none",
  slot: "free",
});
/** We failed before anything was sent, and try again. */
export const TRYING_AGAIN = outcome({
  status: "PENDING",
  reason: "INTERNAL",
  waiting: "BACKING_OFF",
  attempt: "none",
  slot: "free",
});
export const RUNNING = outcome({ status: "RUNNING", attempt: "ACCEPTED", slot: "held" });

export const FETCHING = outcome({ status: "SUCCESS", attempt: "ACCEPTED", slot: "free", result: "PENDING" });
export const DONE = outcome({ status: "SUCCESS", attempt: "ACCEPTED", slot: "free", result: "STORED" });
export const NOT_FETCHED = outcome({
  status: "SUCCESS",
  attempt: "ACCEPTED",
  slot: "free",
  result: "FAILED",
});

/** Stopped by a person; the run there is not known to be over. */
export const STOPPING = outcome({
  status: "STOPPED",
  reason: "STOPPED_BY_PERSON",
  attempt: "ACCEPTED",
  slot: "held",
});
/** … because its create call has not been answered yet. */
export const STOPPING_UNANSWERED = { ...STOPPING, attempt: "SENT" } as const;
/** … because the answer to its create call is not known. */
export const STOPPING_UNNAMED = { ...STOPPING, attempt: "UNKNOWN" } as const;
export const STOPPED = { ...STOPPING, slot: "free" } as const;
export const STOPPED_UNNAMED = { ...STOPPING_UNNAMED, slot: "free" } as const;

/** Past its limit; the run there is not known to be over. */
export const OVERDUE = outcome({
  status: "FAILED",
  reason: "TASK_TIMEOUT",
  attempt: "ACCEPTED",
  slot: "held",
});
export const TIMED_OUT = { ...OVERDUE, slot: "free" } as const;

/** What the document calls them. */
export const OUTCOMES: Readonly<Record<string, Outcome>> = {
  preparing: PREPARING,
  sending: SENDING,
  unclear: UNCLEAR,
  "given up": GIVEN_UP,
  "backing off": BACKING_OFF,
  "trying again": TRYING_AGAIN,
  running: RUNNING,
  fetching: FETCHING,
  done: DONE,
  "not fetched": NOT_FETCHED,
  stopping: STOPPING,
  "stopping, unanswered": STOPPING_UNANSWERED,
  "stopping, unnamed": STOPPING_UNNAMED,
  stopped: STOPPED,
  "stopped, unnamed": STOPPED_UNNAMED,
  overdue: OVERDUE,
  "timed out": TIMED_OUT,
};
