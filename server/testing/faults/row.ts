/** The shape of the fault table. Pure data and types: the tests and the generated document read the same rows. */
import type { AttemptState } from "@/lib/attempt-state";
import type { TaskReason } from "@/lib/task-reason";
import type { OutputView } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import type { WaitCode } from "@/lib/waiting-codes";

/** Where the engine waits for somebody else. */
export const AWAITS = ["submit", "confirm", "refresh", "stop", "timeout", "download"] as const;
export type Await = (typeof AWAITS)[number];

export const FAULTS = [
  "process killed",
  "process frozen for twice the lease",
  "reply lost",
  "reply late",
  "5xx after accept",
  "HTML",
  "connection refused",
  "reset",
  "database restarted",
  "half-open TCP",
] as const;
export type Fault = (typeof FAULTS)[number];

/** How it stands with a task: what the database holds, and with it what a person sees. */
export interface Outcome {
  readonly status: TaskStatus;
  readonly reason: TaskReason | null;
  /** Why a PENDING task waits. */
  readonly waiting: WaitCode | null;
  /** The last attempt; "none" = undone, as if it had never been. */
  readonly attempt: AttemptState | "none";
  /** Whether any attempt of the task holds a slot. */
  readonly slot: "held" | "free";
  /** Our copy of the result; null = the run has left none. */
  readonly result: OutputView["state"] | null;
}

export interface Row {
  readonly await: Await;
  readonly fault: Fault;
  /** Tells a second row of the same fault from the first; null = the plain case. */
  readonly when: string | null;
  /** What the fault is at this await. */
  readonly happens: string;
  /** How it stands while that lasts; null = nothing of it is seen. */
  readonly meanwhile: Outcome | null;
  /** What brings it to its end. */
  readonly settledBy: string;
  readonly end: Outcome;
  /** Runs that RunningHub began for the one start: what may have to be paid. */
  readonly runs: 0 | 1;
  /** What the proof stands on: virtual time with a scripted RunningHub, or real time with real sockets. */
  readonly ground: "world" | "sockets";
}

/** A row as it is written down: the await is that of its file, most are proved in virtual time. */
export type RowSpec = Omit<Row, "await" | "when" | "ground"> & Partial<Pick<Row, "when" | "ground">>;

export function rowsOf(where: Await, specs: readonly RowSpec[]): Row[] {
  return specs.map((spec) => ({ when: null, ground: "world", ...spec, await: where }));
}

/** The name of the test that proves the row. */
export function titleOf({ await: where, fault, when }: Row): string {
  return `${where} × ${fault}${when === null ? "" : ` (${when})`}`;
}
