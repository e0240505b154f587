/** What happens in one run, drawn from its seed. Pure: the same seed gives the same scenario. */
import { type CrashPlan, drawCrash } from "./crash-plan";
import { Random } from "./random";
import type { AccountSpec, NewTaskSpec } from "./seed-rows";
import type { UpstreamHabits } from "./upstream/faults";

export type PersonsAction =
  | {
      readonly kind: "start" | "stop" | "delete" | "undo";
      readonly tags: readonly string[];
      readonly at: number;
    }
  | { readonly kind: "again" | "link"; readonly tag: string; readonly at: number }
  | { readonly kind: "pause" | "resume"; readonly at: number }
  | { readonly kind: "limit"; readonly account: string; readonly limit: number; readonly at: number }
  | { readonly kind: "create"; readonly task: NewTaskSpec; readonly at: number };

export interface Scenario {
  readonly seed: number;
  readonly processes: number;
  readonly accounts: readonly AccountSpec[];
  readonly settings: Readonly<Record<string, string>>;
  readonly graceSeconds: number;
  readonly timeoutMinutes: number;
  readonly maxAutoRetries: number;
  /** A workflow is held after so many failures in a row. */
  readonly breakerFailures: number;
  readonly habits: UpstreamHabits;
  readonly tasks: readonly NewTaskSpec[];
  /** Seconds since the beginning. */
  readonly actions: readonly PersonsAction[];
  readonly crashes: readonly CrashPlan[];
  readonly outages: readonly { readonly at: number; readonly seconds: number }[];
  readonly churn: number;
  readonly stormSeconds: number;
}

/** What a run is mostly about; every run has a little of the rest. */
export const THEMES = [
  "answers",
  "deaths",
  "freezes",
  "database",
  "people",
  "cancels",
  "late",
  "stale",
] as const;
export type Theme = (typeof THEMES)[number];

export function drawScenario(seed: number, wanted?: readonly Theme[]): Scenario {
  const random = new Random(seed);
  const theme = random.pick(wanted ?? THEMES);
  const alone = theme === "stale" ? 0 : 3;
  const webhooks = random.chance(0.5);
  const accounts: AccountSpec[] = [{ name: "account-A", limit: random.chance(0.6) ? 1 : random.int(2, 3) }];
  if (random.chance(0.25)) accounts.push({ name: "account-B", limit: random.int(1, 2) });
  const stormSeconds = theme === "stale" ? 70 : random.int(10, 40);
  const count = random.int(2, theme === "people" ? 7 : 5);
  const tasks = Array.from({ length: count }, (_, index) => drawTask(random, index, accounts));
  const graceSeconds = theme === "stale" ? 15 : random.pick([15, 30, 90]);
  const timeoutMinutes = random.pick([0.5, 1, 3]);
  const maxAutoRetries = random.chance(0.25) ? 1 : 0;
  return {
    seed,
    processes: random.weighted({ one: alone, more: 6 }) === "one" ? 1 : random.int(2, 3),
    accounts,
    graceSeconds,
    timeoutMinutes,
    maxAutoRetries,
    breakerFailures: random.pick([2, 5]),
    settings: {
      STATUS_CHECK_INTERVAL: String(random.pick([3, 10])),
      SUBMIT_UNKNOWN_GRACE_SECONDS: String(graceSeconds),
      TASK_TIMEOUT_MINUTES: String(timeoutMinutes),
      MAX_AUTO_RETRIES: String(maxAutoRetries),
      ...(webhooks ? { PUBLIC_URL: "https://hubqueue.test" } : {}),
    },
    habits: drawHabits(random, theme, accounts, graceSeconds),
    tasks,
    actions: drawActions(random, theme, { tasks, accounts, stormSeconds }),
    crashes: theme === "stale" ? [{ ...STALE, seconds: random.between(9, 25) }] : drawCrashes(random, theme),
    outages:
      theme === "database" ? [{ at: random.between(1, stormSeconds), seconds: random.between(0.5, 20) }] : [],
    churn: random.pick([0, 0, 0.1, 0.4]),
    stormSeconds,
  };
}

const RUN_SECONDS = [
  [1, 5],
  [1, 12],
  [3, 15],
] as const;
/** A process that stands still just when it has made up its mind, and decides when others have seen more. */
const STALE: CrashPlan = {
  kind: "freeze",
  at: "AttemptRepository.giveUpUnknown",
  side: "before",
  nth: 1,
  seconds: 0,
};

function drawTask(random: Random, index: number, accounts: readonly AccountSpec[]): NewTaskSpec {
  const bound = accounts.length > 1 && random.chance(0.6);
  return {
    tag: `T${index + 1}`,
    start: random.chance(0.8),
    workflowId: random.pick(["1", "2"]),
    ...(bound ? { account: random.pick(accounts).name } : {}),
  };
}

function drawHabits(
  random: Random,
  theme: Theme,
  accounts: readonly AccountSpec[],
  graceSeconds: number,
): UpstreamHabits {
  const doubtful = theme === "late" || theme === "stale";
  const bad = theme === "answers" ? 1 : doubtful ? 0.6 : random.pick([0, 0.1, 0.3]);
  const late = doubtful ? 3 : 0.3;
  const flaky = theme === "answers" ? 0.3 : theme === "stale" ? 0 : random.pick([0, 0.05, 0.15]);
  const unruly = theme === "cancels" ? 0.5 : 0.1;
  return {
    create: {
      none: 3,
      "accepted, answer lost": bad * 0.3,
      "accepted, answer late": bad * 0.3,
      "accepted, reset": bad * 0.4,
      "accepted, 502": bad * 0.5,
      "accepted, no id": bad * 0.2,
      "late accept, 502": theme === "stale" ? 4 : bad * late * 0.5,
      "late accept, answer lost": bad * late * 0.3,
      "refused connection": bad * 0.2,
      "no such host": bad * 0.1,
      "reset before": bad * 0.2,
      "502 before": bad * 0.3,
      "lost before": bad * 0.1,
      "421": bad * 0.3,
      "429": bad * 0.2,
      "1011": bad * 0.2,
      "401 once": bad * 0.2,
      "803": bad * 0.2,
    },
    call: {
      none: 3,
      "502": flaky,
      html: flaky,
      "429": flaky,
      reset: flaky,
      timeout: flaky * 0.5,
      refused: flaky,
      slow: flaky,
    },
    cancel: { ends: 1, refused: unruly, ignored: unruly, "success wins": unruly },
    webhook: { "on time": 3, late: 1, twice: 1, lost: 1 },
    ending: { SUCCESS: 6, FAILED: 0.7, LOST: 0.4, flapping: 0.5 },
    runSeconds: theme === "stale" ? [15, 40] : random.pick(RUN_SECONDS),
    endless: theme === "cancels" ? 0.4 : 0.08,
    unknownAtFirstSeconds: random.pick([0, 0, 2]),
    // Just when somebody gives it up.
    lateAcceptSeconds: theme === "stale" ? [graceSeconds, graceSeconds + 10] : [1, 60],
    admission: random.chance(0.15) ? Math.max(...accounts.map((account) => account.limit)) : null,
  };
}

function drawActions(
  random: Random,
  theme: Theme,
  {
    tasks,
    accounts,
    stormSeconds,
  }: { tasks: readonly NewTaskSpec[]; accounts: readonly AccountSpec[]; stormSeconds: number },
): PersonsAction[] {
  const busy = theme === "people" || theme === "cancels";
  const unclear = theme === "answers" || theme === "late" || theme === "stale";
  const count = random.int(busy ? 4 : 0, busy ? 12 : 4);
  const draw = (index: number): PersonsAction => {
    const at = random.between(0.1, stormSeconds);
    const kind = random.weighted({
      start: 4,
      stop: 4,
      delete: 0.8,
      undo: 0.8,
      pause: 0.4,
      resume: 0.6,
      limit: theme === "people" ? 3 : 0.6,
      create: 1,
      again: unclear ? 4 : 0.3,
      link: unclear ? 3 : 0.3,
    });
    switch (kind) {
      case "limit":
        return { kind, at, account: random.pick(accounts).name, limit: random.int(1, 3) };
      case "create":
        return { kind, at, task: drawTask(random, 20 + index, accounts) };
      case "again":
      case "link":
        return { kind, at, tag: random.pick(tasks).tag };
      case "pause":
      case "resume":
        return { kind, at };
      default: {
        const all = random.chance(0.15);
        return { kind, at, tags: all ? tasks.map((task) => task.tag) : [random.pick(tasks).tag] };
      }
    }
  };
  return Array.from({ length: count }, (_, index) => draw(index)).sort((a, b) => a.at - b.at);
}

function drawCrashes(random: Random, theme: Theme): CrashPlan[] {
  const kinds = {
    kill: theme === "deaths" ? 4 : 1,
    freeze: theme === "freezes" || theme === "late" ? 4 : 1,
    refuse: theme === "database" ? 3 : 0.5,
    deafen: theme === "database" ? 3 : 0.5,
  };
  const much = theme === "deaths" || theme === "freezes" || theme === "database";
  return Array.from({ length: random.int(much ? 1 : 0, much ? 4 : 2) }, () => drawCrash(random, kinds));
}
