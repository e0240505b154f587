/** What can be found out about a HubQueue by looking: checks, their outcomes, and how bad each is. Words are in the messages. */

export const VERDICTS = ["ok", "warning", "problem"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** In the order in which they are told: the machine first, then what stands on it. */
export const CHECKS = {
  node: { ok: "ok", old: "problem" },
  configuration: { ok: "ok", wrong: "problem" },
  port: { free: "ok", answers: "ok", notReady: "problem", taken: "problem", forbidden: "problem" },
  dataDir: { ok: "ok", missing: "problem", closed: "problem", open: "warning" },
  disk: { ok: "ok", unknown: "warning", low: "warning", full: "problem" },
  files: { ok: "ok", failed: "problem" },
  database: { ok: "ok", none: "warning", unreachable: "problem", old: "problem" },
  migrations: { ok: "ok", pending: "warning", newer: "warning", broken: "problem" },
  clock: { ok: "ok", off: "warning" },
  queue: {
    ok: "ok",
    byCron: "ok",
    resting: "warning",
    notRunning: "warning",
    nobody: "problem",
    stuck: "problem",
  },
  slots: { ok: "ok", stuck: "warning" },
  unclear: { ok: "ok", some: "warning" },
  account: {
    ok: "ok",
    none: "warning",
    keyRefused: "problem",
    keyUnreadable: "problem",
    unreachable: "problem",
  },
  remoteClock: { ok: "ok", unknown: "ok", off: "warning" },
  publicUrl: { ok: "ok", off: "ok", plain: "warning", inside: "warning", noWebhooks: "warning" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Verdict>>>>;

export type CheckName = keyof typeof CHECKS;
export const CHECK_NAMES = Object.keys(CHECKS) as readonly CheckName[]; // the keys of a const object

/** A check that could not be made itself. */
const UNCHECKED = "unchecked";
type Outcome<Check extends CheckName> = (keyof (typeof CHECKS)[Check] & string) | typeof UNCHECKED;

/** What the words are about; never a secret. */
export type FindingFacts = Readonly<Record<string, string | number>>;

export interface Finding {
  readonly check: CheckName;
  readonly outcome: string;
  readonly verdict: Verdict;
  readonly facts: FindingFacts;
}

export function found<Check extends CheckName>(
  check: Check,
  outcome: Outcome<Check>,
  facts: FindingFacts = {},
): Finding {
  const verdicts: Readonly<Record<string, Verdict>> = CHECKS[check];
  return { check, outcome, verdict: verdicts[outcome] ?? "problem", facts };
}

/** Where the words of a finding stand, below the namespace of diagnostics. */
export function wordsOf({ check, outcome }: Pick<Finding, "check" | "outcome">): string {
  return outcome === UNCHECKED ? UNCHECKED : `found.${check}.${outcome}`;
}

export function worst(findings: readonly Finding[]): Verdict {
  const ranks = findings.map(({ verdict }) => VERDICTS.indexOf(verdict));
  return VERDICTS[Math.max(0, ...ranks)] ?? "ok";
}

/** How the process does that was asked, and the queue as all of them see it. */
export interface ProcessState {
  readonly version: string;
  readonly node: string;
  readonly uptimeSeconds: number;
  readonly memoryBytes: number;
  /** HubQueue processes that have a connection to the database now. */
  readonly processes: number;
  /** Whether one of them runs the queue; `this`: the one that was asked. */
  readonly leader: "this" | "another" | "none";
  /** Since this process last finished a pass over the queue; null while it does not run it. */
  readonly passAgeSeconds: number | null;
  readonly waiting: number;
  readonly slots: Readonly<Record<"free" | "submitting" | "running" | "releasing" | "unknown", number>>;
  readonly liveClients: number;
  /** How old the last change was when this process told it to its live clients; null before the first. */
  readonly eventLagSeconds: number | null;
  /** Connections of this process to the database; null when it does not tell. */
  readonly connections: { readonly open: number; readonly idle: number; readonly waiting: number } | null;
}
