/** Runs that have ended, made at random, and what they should add up to: counted run by run, the slow way. */
import { uuidv7 } from "uuidv7";
import type { Database } from "../persistence/prisma";
import type { Random } from "./chaos/random";
import { anAttempt, aTask } from "./factories";

export interface PastRun {
  readonly id: string;
  readonly taskId: string;
  readonly workflowId: string;
  readonly accountId: string;
  readonly batchId: string | null;
  readonly queuedAt: Date;
  readonly preparedAt: Date;
  readonly runningAt: Date | null;
  readonly endedAt: Date;
  readonly outcome: "SUCCESS" | "FAILED" | "STOPPED";
  readonly cause: string | null;
  readonly coins: number | null;
  readonly money: number | null;
  readonly seconds: number | null;
}

export interface RunWorld {
  readonly workflowIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly from: Date;
  readonly to: Date;
}

const HOUR_MS = 3_600_000;
const CAUSES = ["RUN_FAILED", "OUT_OF_MEMORY", "TASK_TIMEOUT"];
let slotNo = 0;

const later = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);

/** What a run could have come to; nothing is stored. */
export function someRun(random: Random, world: RunWorld): PastRun {
  const queuedAt = later(
    world.from,
    random.int(0, (world.to.getTime() - world.from.getTime()) / 1000 - 20_000),
  );
  const preparedAt = later(queuedAt, random.int(0, 9_000) / 10);
  const runningAt = random.int(0, 4) === 0 ? null : later(preparedAt, random.int(1, 300) / 10);
  const outcome = random.pick(["SUCCESS", "SUCCESS", "SUCCESS", "FAILED", "STOPPED"] as const);
  const told = random.int(0, 5) > 0;
  return {
    id: uuidv7(),
    taskId: uuidv7(),
    workflowId: random.pick(world.workflowIds),
    accountId: random.pick(world.accountIds),
    batchId: null,
    queuedAt,
    preparedAt,
    runningAt,
    endedAt: later(runningAt ?? preparedAt, random.int(1, random.int(0, 9) === 0 ? 100_000 : 3_000) / 10),
    outcome,
    cause: outcome === "FAILED" ? random.pick(CAUSES) : null,
    coins: told ? random.int(0, 50) : null,
    money: told ? random.int(0, 100) / 100 : null,
    seconds: told ? random.int(1, 900) : null,
  };
}

/** Stores a run that is on its way; it ends with `end`. */
export async function begin(db: Database, run: PastRun): Promise<void> {
  const { id, taskId, workflowId, accountId, batchId, queuedAt, preparedAt } = run;
  await aTask(db, accountId, { id: taskId, workflowId, batchId });
  await db.taskEvent.create({
    data: { taskId, type: "start", fromStatus: "READY", toStatus: "PENDING", actor: "test", at: queuedAt },
  });
  slotNo += 1;
  await anAttempt(db, taskId, accountId, {
    id,
    slotNo,
    state: "ACCEPTED",
    remoteId: id,
    preparedAt,
    sentAt: preparedAt,
  });
}

/** What the engine writes when a run ends. */
export async function end(db: Database, run: PastRun): Promise<void> {
  const { id, taskId, runningAt, endedAt, outcome, cause, coins, money, seconds } = run;
  const timedOut = cause === "TASK_TIMEOUT";
  if (timedOut)
    await db.taskEvent.create({
      data: { taskId, type: "timedOut", toStatus: "FAILED", actor: "queue", at: endedAt },
    });
  await db.attempt.update({
    where: { id },
    data: {
      runningAt,
      endedAt,
      releasedAt: endedAt,
      coins,
      money,
      seconds,
      remoteState:
        outcome === "SUCCESS" ? "SUCCESS" : timedOut || outcome === "STOPPED" ? "CANCELLED" : "FAILED",
      outcomeCode: timedOut ? null : cause,
      cancelRequestAt: timedOut || outcome === "STOPPED" ? endedAt : null,
    },
  });
}

export const hourOf = (at: Date) => Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;

/** Seconds in which the run held its slot within [from, to). */
export function heldSeconds({ preparedAt, endedAt }: PastRun, from: number, to: number): number {
  return Math.max(0, Math.min(endedAt.getTime(), to) - Math.max(preparedAt.getTime(), from)) / 1000;
}

export function waitSeconds({ queuedAt, preparedAt }: PastRun): number {
  return (preparedAt.getTime() - queuedAt.getTime()) / 1000;
}

/** Null for a run that says nothing about how long runs take. */
export function runSeconds({ outcome, runningAt, endedAt, seconds }: PastRun): number | null {
  if (outcome !== "SUCCESS") return null;
  return runningAt === null ? seconds : (endedAt.getTime() - runningAt.getTime()) / 1000;
}

/** Sums over the runs that ended within [from, to). */
export function recount(runs: readonly PastRun[], from: number, to: number) {
  const ended = runs.filter(({ endedAt }) => endedAt.getTime() >= from && endedAt.getTime() < to);
  const sum = (of: (run: PastRun) => number | null) =>
    ended.reduce((total, run) => total + (of(run) ?? 0), 0);
  const count = (outcome: PastRun["outcome"]) => ended.filter((run) => run.outcome === outcome).length;
  return {
    succeeded: count("SUCCESS"),
    failed: count("FAILED"),
    stopped: count("STOPPED"),
    coins: sum(({ coins }) => coins),
    money: sum(({ money }) => money),
    seconds: sum(({ seconds }) => seconds),
    slotSeconds: runs.reduce((total, run) => total + heldSeconds(run, from, to), 0),
    waits: ended.map(waitSeconds).sort((a, b) => a - b),
    runs: ended.flatMap((run) => runSeconds(run) ?? []).sort((a, b) => a - b),
    causes: ended.flatMap(({ cause }) => cause ?? []).sort(),
  };
}

/** The time that this share does not exceed, by sorting. */
export function nearestRank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}
