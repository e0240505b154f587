/** One round: the replicas work, the blows fall, it grows calm, and the judge looks. */
import { setTimeout as sleep } from "node:timers/promises";
import { judge } from "./judge";
import { createTask, press } from "./people";
import { type Blow, type Plan, type Target, wordsOf } from "./plan";
import type { PostgresServer } from "./postgres-server";
import type { ReplicaSeat } from "./replica-seat";
import { letTimePass, whatIsLeft } from "./settle";
import { type Tally, tally } from "./tally";
import { until } from "./until";
import { makeWorld, type World } from "./world";

export interface Verdict {
  readonly plan: Plan;
  /** What really happened, with milliseconds since the tasks were there. */
  readonly log: readonly string[];
  /** Empty: the promises held. */
  readonly violations: readonly string[];
  /** Null when the round broke. */
  readonly tally: Tally | null;
  readonly seconds: number;
}

/** From the last blow on. Half-open connections nobody resets are given up after a good minute. */
const CALM_MS = 240_000;

/** @param folder keeps the logs of the processes; its name must be new to the server. */
export async function playRound(
  plan: Plan,
  place: { postgres: PostgresServer; folder: string },
): Promise<Verdict> {
  const startedAt = performance.now();
  const { replicas, slots, webhooks } = plan;
  const world = await makeWorld({ ...place, replicas, slots, webhooks });
  const log: string[] = [];
  const violations: string[] = [];
  let counted: Tally | null = null;
  try {
    await Promise.all(world.seats.map((seat) => seat.start()));
    await play(world, plan, log);
    violations.push(...(await calm(world)));
    violations.push(...(await judge(world, { slots, deadlines: deadlines(plan) })));
    counted = await tally(world);
  } catch (error) {
    violations.push(`the round broke: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await world.close();
  }
  return { plan, log, violations, tally: counted, seconds: (performance.now() - startedAt) / 1000 };
}

async function play(world: World, plan: Plan, log: string[]): Promise<void> {
  for (const rule of plan.faults) await world.upstream.fault(rule);
  const ids: string[] = [];
  for (let n = 0; n < plan.tasks; n += 1) ids.push(await createTask(world, `task ${n} of ${plan.seed}`));
  const begin = performance.now();
  const sinceBegin = () => `${Math.round(performance.now() - begin)} ms`;
  // Blows overlap: a process may be killed while another is frozen and the database starts again.
  await Promise.all(
    plan.blows.map(async ({ atMs, blow }) => {
      await sleep(atMs);
      const line = log.push(`${sinceBegin()}: ${wordsOf(blow)}`) - 1;
      log[line] += await strike(world, blow, ids);
    }),
  );
  log.push(`${sinceBegin()}: calm`);
}

/** Resolves when the blow is over. @returns what is worth telling. */
async function strike(world: World, blow: Blow, ids: readonly string[]): Promise<string> {
  switch (blow.kind) {
    case "postgres":
      await oneRestart(() => world.postgres.restart(blow.mode));
      return "";
    case "press": {
      const done = await press(world, blow.button, ids[blow.task] ?? "");
      return done ? "" : " (refused)";
    }
    case "deadline": {
      const id = ids[blow.task] ?? "";
      const moved = await until("the deadline", async () => passDeadline(world, id).catch(() => null));
      return moved.rows === 0 ? " (no run)" : "";
    }
    case "upstream":
      return silence(world.upstream.network, blow);
    default: {
      const seat = await aim(world, blow.target);
      await hit(seat, blow);
      return ` (${seat.name})`;
    }
  }
}

type OnReplica = Extract<Blow, { kind: "kill" | "terminate" | "freeze" | "database" }>;

/** A process may be hit again before it is up, so nobody waits for that. */
async function hit(seat: ReplicaSeat, blow: OnReplica): Promise<void> {
  switch (blow.kind) {
    case "kill":
      if (!seat.isAlive()) return;
      await seat.end("SIGKILL");
      await sleep(blow.downMs);
      return void (await seat.spawn());
    case "terminate":
      if (!seat.isAlive()) return;
      await seat.end("SIGTERM");
      return void (await seat.spawn());
    case "freeze":
      seat.signal("SIGSTOP");
      await sleep(blow.forMs);
      seat.signal("SIGCONT");
      return;
    case "database":
      await silence(seat.database, blow);
  }
}

async function silence(
  proxy: ReplicaSeat["database"],
  blow: { readonly newOnes: boolean; readonly forMs: number; readonly reset: boolean },
): Promise<string> {
  proxy.silence(blow);
  await sleep(blow.forMs);
  proxy.heal();
  if (blow.reset) proxy.reset();
  return "";
}

async function aim(world: World, target: Target): Promise<ReplicaSeat> {
  const named = target === "leader" ? await world.leader().catch(() => null) : world.seats[target - 1];
  const seat = named ?? world.seats[0];
  if (!seat) throw new Error("a world without replicas");
  return seat;
}

async function passDeadline(world: World, id: string): Promise<{ rows: number }> {
  const rows = await world.office.db.$executeRaw`
    UPDATE task SET timeout_at = clock_timestamp() WHERE id = ${id}::uuid AND timeout_at IS NOT NULL
      AND status IN ('PENDING', 'QUEUED', 'RUNNING')`;
  return { rows };
}

function deadlines({ blows }: Plan): number {
  return blows.filter(({ blow }) => blow.kind === "deadline").length;
}

/** Nothing falls any more; time passes faster until nothing is left to do. @returns what was still left, if anything. */
async function calm(world: World): Promise<string[]> {
  await world.upstream.clearFaults();
  world.upstream.network.heal();
  let left: readonly string[] = [];
  const settled = async () => {
    await letTimePass(world);
    left = await whatIsLeft(world);
    return left.length === 0;
  };
  // The judge's own connections, too, may have been lost in a restart.
  const cannotAsk = (error: unknown) => {
    left = [`the judge cannot look: ${String(error)}`];
    return false;
  };
  return until("rest", () => settled().catch(cannotAsk), CALM_MS).then(
    () => [],
    () => left.map((line) => `not settled: ${line}`),
  );
}

let restarting: Promise<void> = Promise.resolve();

/** Two restarts at once follow one another. */
function oneRestart(restart: () => Promise<void>): Promise<void> {
  restarting = restarting.then(restart);
  return restarting;
}
