import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "./plan";
import { PostgresServer } from "./postgres-server";
import { playRound } from "./round";

let postgres: PostgresServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-processes-"));
  postgres = await PostgresServer.start();
}, 120_000);
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const ROUND = { replicas: 2, slots: 1, tasks: 3, webhooks: false, faults: [] } as const;

/** A round must end, however busy the machine is. */
const PATIENCE = { timeout: 420_000 } as const;

async function broken(plan: Plan): Promise<readonly string[]> {
  const { violations } = await playRound(plan, { postgres, folder: path.join(folder, `seed_${plan.seed}`) });
  return violations;
}

test(
  "a leader that is killed while a submit's answer is lost: nothing is paid twice, nothing is left behind",
  PATIENCE,
  async () => {
    const faults = [
      { match: { call: "create" }, fault: { type: "hang", accepted: true }, count: 1 },
    ] as const;
    const blows = [{ atMs: 800, blow: { kind: "kill", target: "leader", downMs: 0 } }] as const;
    expect(await broken({ ...ROUND, seed: 1, faults, blows })).toEqual([]);
  },
);

test(
  "a leader that is frozen for longer than its lease is replaced, and does no harm when it wakes",
  PATIENCE,
  async () => {
    const blows = [{ atMs: 500, blow: { kind: "freeze", target: "leader", forMs: 9_500 } }] as const;
    expect(await broken({ ...ROUND, seed: 2, blows })).toEqual([]);
  },
);

test(
  "PostgreSQL crashes and a replica's connections to it are cut without a word: the queue goes on",
  PATIENCE,
  async () => {
    const half = { target: "leader", forMs: 1_000, newOnes: false, reset: true } as const;
    const blows = [
      { atMs: 500, blow: { kind: "postgres", mode: "immediate" } },
      { atMs: 2_000, blow: { kind: "database", ...half } },
    ] as const;
    expect(await broken({ ...ROUND, seed: 3, slots: 2, blows })).toEqual([]);
  },
);
