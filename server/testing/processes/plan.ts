/** What happens in a round, drawn from its seed before it begins. When exactly is up to the machine. */
import { Random } from "../chaos/random";
import type { Press } from "./people";
import type { RestartMode } from "./postgres-server";
import type { FaultRule } from "./upstream";

/** Whom it hits: the process that decides at that moment, or a seat by number. */
export type Target = "leader" | number;

export type Blow =
  /** SIGKILL; another process begins there after `downMs`. */
  | { readonly kind: "kill"; readonly target: Target; readonly downMs: number }
  /** SIGTERM; another process begins there when it has ended. */
  | { readonly kind: "terminate"; readonly target: Target }
  /** SIGSTOP, and SIGCONT after `forMs`. */
  | { readonly kind: "freeze"; readonly target: Target; readonly forMs: number }
  | { readonly kind: "postgres"; readonly mode: RestartMode }
  /** The connections of a replica to PostgreSQL go silent; new ones too, for `forMs`. `reset`: then they are reset. */
  | Half<"database">
  /** The same between all replicas and RunningHub. */
  | Half<"upstream">
  | { readonly kind: "press"; readonly button: Press; readonly task: number }
  /** The time limit of a run is over. */
  | { readonly kind: "deadline"; readonly task: number };

interface Half<Kind extends string> {
  readonly kind: Kind;
  readonly target: Target;
  readonly forMs: number;
  readonly newOnes: boolean;
  readonly reset: boolean;
}

export interface Plan {
  readonly seed: number;
  readonly replicas: number;
  readonly slots: number;
  readonly tasks: number;
  readonly webhooks: boolean;
  readonly faults: readonly FaultRule[];
  /** In order; `atMs` counts from when the tasks are there. */
  readonly blows: readonly { readonly atMs: number; readonly blow: Blow }[];
}

/** A lease lasts eight seconds: frozen for longer than that, and somebody else decides. */
const FREEZES_MS = { long: [9_000, 13_000], short: [300, 4_000] } as const;
const WINDOW_MS = 12_000;

const CREATE_FAULTS = [
  { type: "drop-after" },
  { type: "truncate" },
  { type: "html502", accepted: true },
  { type: "html504", accepted: true },
  { type: "accept-no-task-id" },
  { type: "hang", accepted: true },
  { type: "hang", accepted: false },
  { type: "drop-before" },
  { type: "busy" },
  { type: "delay", ms: 1_500, when: "after" },
] as const satisfies readonly FaultRule["fault"][];
const LOOK_FAULTS = [
  { type: "drop-before" },
  { type: "truncate" },
  { type: "html502" },
  { type: "hang" },
  { type: "delay", ms: 2_000, when: "after" },
] as const satisfies readonly FaultRule["fault"][];

export function planOf(seed: number): Plan {
  const random = new Random(seed);
  const replicas = random.int(1, 3);
  const tasks = random.int(4, 8);
  const blows = Array.from({ length: random.int(2, 5) }, () => ({
    atMs: Math.round(random.between(0, WINDOW_MS)),
    blow: drawBlow(random, replicas, tasks),
  })).sort((a, b) => a.atMs - b.atMs);
  return {
    seed,
    replicas,
    tasks,
    slots: random.int(1, 2),
    webhooks: random.chance(0.4),
    faults: drawFaults(random),
    blows,
  };
}

function drawBlow(random: Random, replicas: number, tasks: number): Blow {
  const target: Target = random.chance(0.7) ? "leader" : random.int(1, replicas);
  const half = { target, newOnes: random.chance(0.5), reset: random.chance(0.5) };
  const kind = random.weighted<Blow["kind"]>({
    kill: 6,
    freeze: 4,
    terminate: 1,
    postgres: 3,
    database: 3,
    upstream: 2,
    press: 3,
    deadline: 0.5,
  });
  const task = random.int(0, tasks - 1);
  switch (kind) {
    case "kill":
      return { kind, target, downMs: Math.round(random.between(0, 4_000)) };
    case "terminate":
      return { kind, target };
    case "freeze": {
      const [low, high] = FREEZES_MS[random.chance(0.7) ? "long" : "short"];
      return { kind, target, forMs: Math.round(random.between(low, high)) };
    }
    case "postgres":
      return { kind, mode: random.pick(["fast", "immediate"]) };
    case "database":
    case "upstream":
      return { kind, ...half, forMs: Math.round(random.between(2_000, 12_000)) };
    case "press":
      return { kind, button: random.weighted<Press>({ stop: 4, start: 3, remove: 1 }), task };
    case "deadline":
      return { kind, task };
  }
}

function drawFaults(random: Random): FaultRule[] {
  const faults: FaultRule[] = [];
  for (let n = random.int(0, 2); n > 0; n -= 1)
    faults.push({
      match: { call: "create" },
      fault: random.pick(CREATE_FAULTS),
      count: random.int(1, 2),
      skip: random.int(0, 3),
    });
  if (random.chance(0.4))
    faults.push({
      match: { call: "poll" },
      fault: random.pick(LOOK_FAULTS),
      count: random.int(1, 4),
      skip: random.int(0, 10),
    });
  return faults;
}

/** One line for people. */
export function wordsOf(blow: Blow): string {
  const who = "target" in blow ? (blow.target === "leader" ? "the leader" : `replica-${blow.target}`) : "";
  switch (blow.kind) {
    case "kill":
      return `kill -9 ${who}, back after ${blow.downMs} ms`;
    case "terminate":
      return `SIGTERM to ${who}`;
    case "freeze":
      return `freeze ${who} for ${blow.forMs} ms`;
    case "postgres":
      return `restart PostgreSQL (${blow.mode})`;
    case "database":
    case "upstream": {
      const which = blow.newOnes ? "all connections" : "open connections";
      const between = blow.kind === "database" ? `of ${who} to PostgreSQL` : "to RunningHub";
      return `${which} ${between} silent for ${blow.forMs} ms, then ${blow.reset ? "reset" : "never reset"}`;
    }
    case "press":
      return `a person presses ${blow.button} on task ${blow.task}`;
    case "deadline":
      return `the time limit of task ${blow.task} passes`;
  }
}
