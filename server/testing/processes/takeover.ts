/** How long the queue stands still when the process that decides goes away: measured on real processes. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTask, press } from "./people";
import { PostgresServer } from "./postgres-server";
import type { ReplicaSeat } from "./replica-seat";
import { until } from "./until";
import { makeWorld, type World } from "./world";

/** SIGTERM, SIGKILL, or SIGSTOP to the process that holds the lease. */
export type TakeoverKind = "graceful" | "kill" | "freeze";

/** Milliseconds from the signal, one entry a round. */
export interface Takeover {
  /** Until another process holds the lease. */
  readonly leaseMs: readonly number[];
  /** Until that process has claimed a task that was started right after the signal. */
  readonly claimMs: readonly number[];
}

interface Sample {
  readonly leaseMs: number;
  readonly claimMs: number;
}

const SIGNALS = { graceful: "SIGTERM", kill: "SIGKILL", freeze: "SIGSTOP" } as const;

/**
 * Two replicas on one PostgreSQL; in each round the one that decides gets the signal, and is back before the next.
 * Needs the embedded PostgreSQL. A freeze round lasts about ten seconds, the others some three.
 */
export async function measureTakeover(kind: TakeoverKind, rounds: number): Promise<Takeover> {
  const folder = await mkdtemp(path.join(tmpdir(), "hubqueue-takeover-"));
  const postgres = await PostgresServer.start();
  try {
    const world = await makeWorld({ postgres, folder: path.join(folder, kind), replicas: 2, slots: 1 });
    try {
      // Made before they are started, so that the process which is told to go is at rest. Some samples may be void.
      const tasks: string[] = [];
      for (let n = 0; n < 2 * rounds + 2; n += 1) tasks.push(await createTask(world, `${kind} ${n}`, false));
      await Promise.all(world.seats.map((seat) => seat.start()));
      const samples: Sample[] = [];
      for (const taskId of tasks) {
        if (samples.length === rounds) break;
        const sample = await measureOnce(world, kind, taskId);
        if (sample) samples.push(sample);
      }
      if (samples.length < rounds)
        throw new Error(`${kind}: only ${samples.length} takeovers could be measured`);
      return {
        leaseMs: samples.map(({ leaseMs }) => leaseMs),
        claimMs: samples.map(({ claimMs }) => claimMs),
      };
    } finally {
      await world.close();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns null when the process that was told to go had claimed the task before it went. */
async function measureOnce(world: World, kind: TakeoverKind, taskId: string): Promise<Sample | null> {
  const { db } = world.office;
  await until("rest", async () => (await db.attempt.count({ where: { releasedAt: null } })) === 0);
  const leader = await until("a process that decides", () => world.leader());
  const before = await db.schedulerLease.findFirstOrThrow();
  // The rows' times are the database's clock: this machine's own, like ours.
  const signalledAt = Date.now();
  leader.signal(SIGNALS[kind]);
  await press(world, "start", taskId);
  const attempt = await until("the claim", () => db.attempt.findFirst({ where: { taskId } }));
  const after = await until("the next one that decides", () =>
    db.schedulerLease.findFirst({ where: { epoch: { gt: before.epoch } } }),
  );
  await bringBack(leader, kind);
  if (attempt.epoch <= before.epoch) return null;
  return {
    leaseMs: after.acquiredAt.getTime() - signalledAt,
    claimMs: attempt.preparedAt.getTime() - signalledAt,
  };
}

async function bringBack(seat: ReplicaSeat, kind: TakeoverKind): Promise<void> {
  if (kind === "freeze") {
    seat.signal("SIGCONT");
    return;
  }
  // Told once more in vain, or waited for: a graceful one may be ending its work.
  await seat.end(SIGNALS[kind]);
  await seat.start();
}
