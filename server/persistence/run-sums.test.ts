import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Random } from "../testing/chaos/random";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount } from "../testing/factories";
import { begin, end, hourOf, type PastRun, type RunWorld, recount, someRun } from "../testing/past-runs";
import { connect, type Database } from "./prisma";
import { RunSums } from "./run-sums";

let database: TestDatabase;
let db: Database;
let sums: RunSums;
let world: RunWorld;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  sums = new RunSums(db);
});
beforeEach(async () => {
  await db.task.deleteMany();
  await db.account.deleteMany();
  await db.runFact.deleteMany();
  await db.runSum.deleteMany();
  world = {
    workflowIds: ["w1", "w2", "w3"],
    accountIds: [await anAccount(db), await anAccount(db)],
    from: new Date("2026-03-01T10:17:00Z"),
    to: new Date("2026-03-03T20:00:00Z"),
  };
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** Runs may end so long after the time they are made up for. */
const LATEST_MS = 172_800_000;
const SPAN_MS = { hour: 3_600_000, day: 86_400_000 };

async function countAll(): Promise<void> {
  while ((await sums.count(50)) > 0);
}

/** The cells as they are stored, in a form that can be compared. */
async function stored() {
  const rows = await db.runSum.findMany({
    orderBy: [{ span: "asc" }, { start: "asc" }, { workflowId: "asc" }, { accountId: "asc" }],
  });
  return rows.map((row) => ({
    key: `${row.span} ${row.start.toISOString()} ${row.workflowId} ${row.accountId}`,
    counts: [row.succeeded, row.failed, row.stopped],
    costs: [row.coins, row.money, row.seconds, row.slotSeconds].map((amount) => Number(amount).toFixed(3)),
    causes: row.causes,
    waits: row.waitCounts.reduce((sum, n) => sum + n, 0),
    runs: row.runCounts.reduce((sum, n) => sum + n, 0),
  }));
}

/** The same from the runs, cell by cell. */
function expected(runs: readonly PastRun[]) {
  const cells = [];
  for (const span of ["day", "hour"] as const) {
    const size = SPAN_MS[span];
    const first = Math.floor(world.from.getTime() / size) * size;
    for (let start = first; start < world.to.getTime() + LATEST_MS; start += size)
      for (const workflowId of world.workflowIds)
        for (const accountId of [...world.accountIds].sort()) {
          const own = runs.filter((run) => run.workflowId === workflowId && run.accountId === accountId);
          const { succeeded, failed, stopped, causes, ...sum } = recount(own, start, start + size);
          if (succeeded + failed + stopped === 0 && sum.slotSeconds === 0) continue;
          cells.push({
            key: `${span} ${new Date(start).toISOString()} ${workflowId} ${accountId}`,
            counts: [succeeded, failed, stopped],
            costs: [sum.coins, sum.money, sum.seconds, sum.slotSeconds].map((amount) => amount.toFixed(3)),
            causes: Object.fromEntries(
              [...new Set(causes)].map((cause) => [cause, causes.filter((other) => other === cause).length]),
            ),
            waits: sum.waits.length,
            runs: sum.runs.length,
          });
        }
  }
  return cells;
}

test("every figure equals a slow recount after runs ended in any order, costs came late, ends were taken back and tasks went", async () => {
  const random = new Random(11);
  const runs = new Map<string, PastRun>();
  const open: PastRun[] = [];
  for (let move = 0; move < 240; move += 1) {
    const kind = random.int(0, 9);
    const known = [...runs.values()];
    const one = known[random.int(0, Math.max(0, known.length - 1))];
    if (kind < 5 || one === undefined) {
      const run = someRun(random, world);
      await begin(db, run);
      open.push(run);
    }
    const next = kind < 8 ? open.splice(random.int(0, Math.max(0, open.length - 1)), 1)[0] : undefined;
    if (next !== undefined) {
      await end(db, next);
      runs.set(next.id, next);
    }
    if (kind === 8 && one !== undefined && (await db.task.findUnique({ where: { id: one.taskId } }))) {
      const corrected = { ...one, ...pickLate(someRun(random, world), random) };
      await end(db, corrected);
      runs.set(one.id, corrected);
    }
    if (kind === 9 && one !== undefined) {
      const attempt = await db.attempt.findUnique({ where: { id: one.id } });
      if (attempt !== null && random.int(0, 1) === 0) {
        // A run that had been given up turns out to go on.
        await db.attempt.update({ where: { id: one.id }, data: { endedAt: null } });
        runs.delete(one.id);
        open.push({ ...one, endedAt: new Date(one.endedAt.getTime() + random.int(1, 9_000) * 1000) });
      } else await db.task.deleteMany({ where: { id: one.taskId } });
    }
    if (random.int(0, 20) === 0) await sums.count(random.int(1, 60));
  }
  await countAll();
  expect(await stored()).toEqual(expected([...runs.values()]));
  expect(runs.size).toBeGreaterThan(60);
}, 60_000);

/** What may become known later: the cost, and that a failure was none. */
function pickLate(other: PastRun, random: Random): Partial<PastRun> {
  const cost = { coins: other.coins, money: other.money, seconds: other.seconds };
  return random.int(0, 1) === 0 ? cost : { ...cost, outcome: "SUCCESS", cause: null };
}

test("runs that end while others are counted are all counted", async () => {
  const random = new Random(3);
  const runs = Array.from({ length: 120 }, () => someRun(random, world));
  for (const run of runs) await begin(db, run);
  await Promise.all([
    ...[0, 1, 2].map(async (lane) => {
      for (const run of runs.filter((_, n) => n % 3 === lane)) await end(db, run);
    }),
    ...[0, 1].map(async () => {
      for (let n = 0; n < 40; n += 1) await sums.count(7);
    }),
  ]);
  await countAll();
  expect(await stored()).toEqual(expected(runs));
}, 60_000);

test("counting what is known already changes nothing", async () => {
  const run = someRun(new Random(1), world);
  await begin(db, run);
  await end(db, run);
  await countAll();
  const before = await stored();
  await db.attempt.update({ where: { id: run.id }, data: { polledAt: new Date(), pollFailures: 2 } });
  expect(await sums.count(50)).toBe(0);
  expect(await stored()).toEqual(before);
});

test("runs from before there were facts are noted in the background, some at a time, once", async () => {
  const random = new Random(7);
  const runs = Array.from({ length: 45 }, () => someRun(random, world));
  for (const run of runs) {
    await begin(db, run);
    await end(db, run);
  }
  await db.runFact.deleteMany();
  await db.runFactFill.updateMany({ data: { after: "00000000-0000-0000-0000-000000000000", done: false } });
  let rounds = 0;
  while (await sums.noteOld(20)) rounds += 1;
  expect(rounds).toBe(3);
  await countAll();
  expect(await stored()).toEqual(expected(runs));
  expect(await sums.noteOld(20)).toBe(false);
});

test("a run counts in the hour it ended, and its slot in each hour that it held it", async () => {
  const [accountId = ""] = world.accountIds;
  const run: PastRun = {
    ...someRun(new Random(2), world),
    accountId,
    queuedAt: new Date("2026-03-02T09:00:00Z"),
    preparedAt: new Date("2026-03-02T09:50:00Z"),
    runningAt: new Date("2026-03-02T09:50:05Z"),
    endedAt: new Date("2026-03-02T11:15:00Z"),
  };
  await begin(db, run);
  await end(db, run);
  await countAll();
  const hours = await db.runSum.findMany({ where: { span: "hour" }, orderBy: { start: "asc" } });
  expect(hours.map(({ start, slotSeconds }) => [start.getUTCHours(), Number(slotSeconds)])).toEqual([
    [9, 600],
    [10, 3600],
    [11, 900],
  ]);
  expect(hours.map(({ succeeded, failed, stopped }) => succeeded + failed + stopped)).toEqual([0, 0, 1]);
  expect(hourOf(run.endedAt)).toBe(hours[2]?.start.getTime());
});

test("what was noted by the hour, as it once was, is noted by the quarter, and counts no run twice", async () => {
  const run: PastRun = {
    ...someRun(new Random(2), world),
    preparedAt: new Date("2026-03-02T09:20:00Z"),
    runningAt: new Date("2026-03-02T09:20:05Z"),
    endedAt: new Date("2026-03-02T09:25:00Z"),
  };
  await begin(db, run);
  await end(db, run);
  await countAll();
  const before = await stored();
  await db.$executeRaw`UPDATE run_fact SET hour = date_trunc('hour', hour)`;
  await db.runFactFill.updateMany({ data: { after: "00000000-0000-0000-0000-000000000000", done: false } });
  while (await sums.noteOld(20));
  await countAll();
  expect(await stored()).toEqual(before);
  const [fact] = await db.runFact.findMany({ where: { outcome: { not: null } } });
  expect(fact?.quarter).toEqual(new Date("2026-03-02T09:15:00Z"));
});
