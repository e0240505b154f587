import { afterAll, beforeAll, expect, test } from "vitest";
import { HISTOGRAM_ERROR } from "@/lib/time-histogram";
import { InsightReader } from "../persistence/insight-reader";
import { connect, type Database } from "../persistence/prisma";
import { RunSums } from "../persistence/run-sums";
import { Random } from "../testing/chaos/random";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount } from "../testing/factories";
import { begin, end, nearestRank, type PastRun, recount, someRun } from "../testing/past-runs";
import { InsightService } from "./insight-service";

const WORKFLOWS = ["w1", "w2", "w3"];
/** With a change of clocks in New York, on the first of November. */
const FROM = new Date("2025-10-29T00:00:00Z");
const TO = new Date("2025-11-05T00:00:00Z");

/** On both sides of midnight in Nepal (18:15) and in India (18:30), and in the same hour of UTC. */
const AROUND_MIDNIGHT = ["2025-11-01T18:05:00Z", "2025-11-01T18:20:00Z", "2025-11-01T18:40:00Z"];

/** The same run at another time. */
function endingAt(endedAt: Date, run: PastRun): PastRun {
  const before = (seconds: number) => new Date(endedAt.getTime() - seconds * 1000);
  return { ...run, queuedAt: before(400), preparedAt: before(300), runningAt: before(290), endedAt };
}

let database: TestDatabase;
let db: Database;
let insight: InsightService;
let accountIds: string[];
const runs: PastRun[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  insight = new InsightService({ reader: new InsightReader(db), sums: new RunSums(db) });
  accountIds = [
    await anAccount(db, { name: "Mainland", currency: "CNY", slotLimit: 3, createdAt: FROM }),
    await anAccount(db, { name: "Abroad", currency: "USD", slotLimit: 2, createdAt: FROM }),
  ];
  const random = new Random(21);
  const world = { workflowIds: WORKFLOWS, accountIds, from: FROM, to: TO };
  const made = [
    ...Array.from({ length: 160 }, () => someRun(random, world)),
    ...AROUND_MIDNIGHT.map((at) => endingAt(new Date(at), someRun(random, world))),
  ];
  for (const run of made) {
    await begin(db, run);
    await end(db, run);
    runs.push(run);
  }
  const sums = new RunSums(db);
  while ((await sums.count(100)) > 0);
}, 60_000);
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function expectNear(found: number | null, sorted: readonly number[], share: number): void {
  const exact = nearestRank(sorted, share);
  if (exact === null) expect(found).toBeNull();
  else
    expect(Math.abs((found ?? Number.NaN) - exact)).toBeLessThanOrEqual(
      Math.max(0.05, exact * HISTOGRAM_ERROR * 1.0001),
    );
}

function expectSame(found: { [name: string]: unknown }, slow: ReturnType<typeof recount>): void {
  const { waits: _, runs: __, causes: ___, money: ____, ...sums } = slow;
  for (const [name, value] of Object.entries(sums)) expect(found[name], name).toBeCloseTo(value, 4);
}

const CASES = [
  {
    timeZone: "UTC",
    from: "2025-10-30",
    to: "2025-11-03",
    begins: "2025-10-30T00:00:00.000Z",
    ends: "2025-11-04T00:00:00.000Z",
  },
  {
    timeZone: "Asia/Shanghai",
    from: "2025-10-30",
    to: "2025-11-03",
    begins: "2025-10-29T16:00:00.000Z",
    ends: "2025-11-03T16:00:00.000Z",
  },
  {
    timeZone: "America/New_York",
    from: "2025-11-01",
    to: "2025-11-03",
    begins: "2025-11-01T04:00:00.000Z",
    ends: "2025-11-04T05:00:00.000Z",
  },
  {
    timeZone: "Asia/Kolkata",
    from: "2025-10-30",
    to: "2025-11-03",
    begins: "2025-10-29T18:30:00.000Z",
    ends: "2025-11-03T18:30:00.000Z",
  },
  {
    timeZone: "Asia/Kathmandu",
    from: "2025-10-31",
    to: "2025-11-02",
    begins: "2025-10-30T18:15:00.000Z",
    ends: "2025-11-02T18:15:00.000Z",
  },
  {
    timeZone: "America/New_York",
    from: "2025-11-02",
    to: "2025-11-02",
    begins: "2025-11-02T04:00:00.000Z",
    ends: "2025-11-03T05:00:00.000Z",
  },
];

for (const { timeZone, from, to, begins, ends } of CASES)
  test(`the figures of ${from} to ${to} in ${timeZone} equal a slow recount`, async () => {
    const found = await insight.read({ from, to, timeZone });
    expect([found.from, found.to]).toEqual([begins, ends]);
    const [start, stop] = [Date.parse(begins), Date.parse(ends)];
    const slow = recount(runs, start, stop);
    expect(slow.succeeded).toBeGreaterThan(5);
    expectSame(found.totals, slow);
    expectNear(found.totals.wait.p50, slow.waits, 0.5);
    expectNear(found.totals.wait.p95, slow.waits, 0.95);
    expectNear(found.totals.run.p50, slow.runs, 0.5);
    expectNear(found.totals.run.p95, slow.runs, 0.95);
    expect(found.causes.flatMap(({ code, count }) => Array(count).fill(code)).sort()).toEqual(slow.causes);
    for (const workflow of found.workflows) {
      const own = recount(
        runs.filter(({ workflowId }) => workflowId === workflow.workflowId),
        start,
        stop,
      );
      expectSame(workflow, own);
      expectNear(workflow.run.p95, own.runs, 0.95);
    }
    for (const [n, accountId] of accountIds.entries()) {
      const account = found.accounts.find((other) => other.accountId === accountId);
      const own = recount(
        runs.filter((run) => run.accountId === accountId),
        start,
        stop,
      );
      expectSame(account ?? {}, own);
      expect(account?.money[0]?.amount).toBeCloseTo(own.money, 6);
      expect(account?.money[0]?.currency).toBe(["CNY", "USD"][n]);
    }
  });

test("money of several currencies stands side by side and is never added up, in the steps neither", async () => {
  const found = await insight.read({ from: "2025-10-30", to: "2025-11-03", timeZone: "UTC" });
  const spent = accountIds.map(
    (accountId) =>
      recount(
        runs.filter((run) => run.accountId === accountId),
        Date.parse(found.from),
        Date.parse(found.to),
      ).money,
  );
  expect(Math.min(...spent)).toBeGreaterThan(0);
  for (const [n, currency] of ["CNY", "USD"].entries()) {
    const amounts = found.totals.money.filter((money) => money.currency === currency);
    expect(amounts).toHaveLength(1);
    expect(amounts[0]?.amount).toBeCloseTo(spent[n] ?? Number.NaN, 6);
  }
  expect(found.totals.money).toHaveLength(2);
  expect(new Set(found.steps.map(({ money }) => money))).toEqual(new Set([null]));
  for (const { money } of found.workflows)
    expect(new Set(money.map(({ currency }) => currency)).size).toBe(money.length);
});

test("a run that has just ended is in the next figures that reach until now", async () => {
  const endedAt = new Date();
  const before = (seconds: number) => new Date(endedAt.getTime() - seconds * 1000);
  const dayOf = (days: number) =>
    before(days * 86_400)
      .toISOString()
      .slice(0, 10);
  const range = { from: dayOf(1), to: dayOf(-1), timeZone: "UTC" };
  const accountId = await anAccount(db, { name: "Just now" });
  expect((await insight.read({ ...range, accountId })).totals.succeeded).toBe(0);
  const world = { workflowIds: ["w9"], accountIds: [accountId], from: FROM, to: TO };
  const run: PastRun = {
    ...someRun(new Random(3), world),
    outcome: "SUCCESS",
    cause: null,
    queuedAt: before(30),
    preparedAt: before(20),
    runningAt: before(15),
    endedAt,
  };
  await begin(db, run);
  await end(db, run);
  expect((await insight.read({ ...range, accountId })).totals.succeeded).toBe(1);
});

test("the steps are the days of the zone, each as a slow recount has it, the one with 25 hours as well", async () => {
  const found = await insight.read({ from: "2025-11-01", to: "2025-11-03", timeZone: "America/New_York" });
  expect(found.steps.map(({ start }) => start)).toEqual([
    "2025-11-01T04:00:00.000Z",
    "2025-11-02T04:00:00.000Z",
    "2025-11-03T05:00:00.000Z",
  ]);
  for (const [n, step] of found.steps.entries())
    expectSame(
      step,
      recount(runs, Date.parse(step.start), Date.parse(found.steps[n + 1]?.start ?? found.to)),
    );
  expect(found.steps.map(({ slotCapacitySeconds }) => slotCapacitySeconds)).toEqual(
    [24, 25, 24].map((hours) => hours * 3600 * 5),
  );
});

for (const { timeZone, hours, begins } of [
  { timeZone: "America/New_York", hours: 25, begins: "2025-11-02T04:00:00.000Z" },
  { timeZone: "Asia/Kolkata", hours: 24, begins: "2025-11-01T18:30:00.000Z" },
])
  test(`a day in ${timeZone} is shown hour by hour, all ${hours} of them`, async () => {
    const found = await insight.read({ from: "2025-11-02", to: "2025-11-02", timeZone });
    expect([found.step, found.steps.length, found.steps[0]?.start]).toEqual(["hour", hours, begins]);
    for (const step of found.steps)
      expectSame(step, recount(runs, Date.parse(step.start), Date.parse(step.start) + 3_600_000));
  });

for (const { timeZone, begins } of [
  { timeZone: "Asia/Kolkata", begins: "18:30:00.000Z" },
  { timeZone: "Asia/Kathmandu", begins: "18:15:00.000Z" },
])
  test(`days in ${timeZone} begin at midnight there, within an hour of UTC, and each is as a slow recount has it`, async () => {
    const found = await insight.read({ from: "2025-10-30", to: "2025-11-04", timeZone });
    expect(found.steps).toHaveLength(6);
    for (const [n, step] of found.steps.entries()) {
      expect(step.start.slice(11)).toBe(begins);
      expectSame(
        step,
        recount(runs, Date.parse(step.start), Date.parse(found.steps[n + 1]?.start ?? found.to)),
      );
    }
    // There are runs that days at full hours would have put elsewhere.
    const byTheHour = (at: string) => Math.floor(Date.parse(at) / 3_600_000) * 3_600_000;
    expect(
      found.steps.some(({ start }) => recount(runs, byTheHour(start), Date.parse(start)).waits.length > 0),
    ).toBe(true);
  });

test("a workflow or an account can be chosen", async () => {
  const range = { from: "2025-10-29", to: "2025-11-05", timeZone: "UTC" };
  const [, accountId = ""] = accountIds;
  const found = await insight.read({ ...range, workflowId: "w2", accountId });
  const own = runs.filter((run) => run.workflowId === "w2" && run.accountId === accountId);
  expectSame(found.totals, recount(own, Date.parse(found.from), Date.parse(found.to)));
  expect(found.workflows.map(({ workflowId }) => workflowId)).toEqual(["w2"]);
  expect(found.totals.slotCapacitySeconds).toBeNull();
  expect(found.totals.money.map(({ currency }) => currency)).toEqual(["USD"]);
});

test("slots are idle for what they could have been held and were not, as long as the account was there", async () => {
  const found = await insight.read({ from: "2025-10-28", to: "2025-10-29", timeZone: "UTC" });
  expect(found.totals.slotCapacitySeconds).toBe(5 * 86_400);
});

test("days without any run are zeros, not gaps", async () => {
  const found = await insight.read({ from: "2024-01-01", to: "2024-01-10", timeZone: "UTC" });
  expect(found.steps).toHaveLength(10);
  expect(found.totals).toMatchObject({ succeeded: 0, coins: 0, money: [], wait: { count: 0, p50: null } });
});

test("the balance of an account is its last reading of each quarter of an hour in which it changed, carried on until the next", async () => {
  const accountId = await anAccount(db, { name: "With a balance", createdAt: FROM });
  for (const remainingCoins of ["100", "90.5", "90.5"])
    await db.account.update({ where: { id: accountId }, data: { remainingCoins, checkedAt: new Date() } });
  expect(await db.accountBalance.count({ where: { accountId } })).toBe(1);
  await db.$executeRaw`UPDATE account_balance SET hour = '2025-11-01T10:00:00Z' WHERE account_id = ${accountId}::uuid`;
  await db.account.update({ where: { id: accountId }, data: { remainingCoins: "70" } });
  await db.$executeRaw`
    UPDATE account_balance SET hour = '2025-11-03T23:00:00Z' WHERE account_id = ${accountId}::uuid AND coins = 70`;
  const found = await insight.read({ from: "2025-10-31", to: "2025-11-04", timeZone: "UTC", accountId });
  expect(found.balances).toHaveLength(1);
  expect(found.balances[0]?.steps.map(({ coins }) => coins)).toEqual([null, 90.5, 90.5, 70, 70]);
  // What it had at midnight, not half an hour later.
  await db.$executeRaw`
    UPDATE account_balance SET hour = '2025-11-03T18:30:00Z' WHERE account_id = ${accountId}::uuid AND coins = 70`;
  const there = await insight.read({
    from: "2025-11-01",
    to: "2025-11-04",
    timeZone: "Asia/Kolkata",
    accountId,
  });
  expect(there.balances[0]?.steps.map(({ coins }) => coins)).toEqual([90.5, 90.5, 90.5, 70]);
});
