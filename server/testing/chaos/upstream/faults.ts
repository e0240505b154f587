/** What can go wrong at RunningHub and on the way there, and how often in a scenario. */

/** Of a create call. "Accepted" = a paid run begins although the answer does not say so. */
export const CREATE_FAULTS = [
  "none",
  "accepted, answer lost",
  "accepted, answer late",
  "accepted, reset",
  "accepted, 502",
  "accepted, no id",
  "late accept, 502",
  "late accept, answer lost",
  "refused connection",
  "no such host",
  "reset before",
  "502 before",
  "lost before",
  "421",
  "429",
  "1011",
  "401 once",
  "803",
] as const;
export type CreateFault = (typeof CREATE_FAULTS)[number];

/** Of a call that may be repeated. */
export const CALL_FAULTS = ["none", "502", "html", "429", "reset", "timeout", "refused", "slow"] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** What becomes of a cancel that arrives. */
export const CANCEL_WAYS = ["ends", "refused", "ignored", "success wins"] as const;
export type CancelWay = (typeof CANCEL_WAYS)[number];

export const WEBHOOK_WAYS = ["on time", "late", "twice", "lost", "early too"] as const;
export type WebhookWay = (typeof WEBHOOK_WAYS)[number];

export interface UpstreamHabits {
  readonly create: Readonly<Partial<Record<CreateFault, number>>>;
  readonly call: Readonly<Partial<Record<CallFault, number>>>;
  readonly cancel: Readonly<Partial<Record<CancelWay, number>>>;
  readonly webhook: Readonly<Partial<Record<WebhookWay, number>>>;
  readonly ending: Readonly<Partial<Record<"SUCCESS" | "FAILED" | "LOST" | "flapping", number>>>;
  /** Run times in seconds, both ends. */
  readonly runSeconds: readonly [number, number];
  /** Share of runs that end only when they are cancelled. */
  readonly endless: number;
  /** Seconds for which RunningHub does not know a new run yet, at most. */
  readonly unknownAtFirstSeconds: number;
  /** How long a gateway holds a late accept, in seconds, both ends. */
  readonly lateAcceptSeconds: readonly [number, number];
  /** Refuses creates beyond this many runs; null = takes all, so that an overrun shows. */
  readonly admission: number | null;
}

/** RunningHub on a good day. */
export const CALM: UpstreamHabits = {
  create: { none: 1 },
  call: { none: 1 },
  cancel: { ends: 1 },
  webhook: { "on time": 1 },
  ending: { SUCCESS: 1 },
  runSeconds: [2, 20],
  endless: 0,
  unknownAtFirstSeconds: 0,
  lateAcceptSeconds: [1, 60],
  admission: null,
};
