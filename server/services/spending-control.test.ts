import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SpendingCaps } from "@/lib/spending-schemas";
import { SIMULATOR_DEFAULT_KEY } from "../runninghub/simulator/accounts";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE, until } from "../testing/harness";

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({
    simulator: { settings: { queueMs: 0, runMs: 1_000, billUnfinished: false } },
  });
});
afterEach(() => harness.stop());

const NONE: SpendingCaps = {
  dayCoins: null,
  dayMoney: null,
  batchCoins: null,
  batchMoney: null,
  timeZone: "UTC",
};
const setCaps = (caps: Partial<SpendingCaps>) => harness.app.spending.setCaps(ADMIN, { ...NONE, ...caps });
const view = (id: string) => harness.app.taskQueries.view(id);

/** What one run costs here, once there has been one. */
async function usualCoins(): Promise<number> {
  const first = await harness.createTask("to know the cost");
  const { cost } = await harness.reaches(first.id, "SUCCESS");
  if (!cost?.coins) throw new Error("the simulator bills every run");
  return cost.coins;
}

async function batchOf(size: number): Promise<string[]> {
  const batchId = randomUUID();
  await harness.app.taskIntake.createBulk(ADMIN, {
    batchId,
    tasks: Array.from({ length: size }, (_, n) => ({
      workflowId: TEXT_TO_IMAGE.workflowId,
      nodeInfoList: [
        { nodeId: TEXT_TO_IMAGE.nodeId, fieldName: TEXT_TO_IMAGE.fieldName, fieldValue: `${batchId} ${n}` },
      ],
      start: true,
    })),
  });
  const rows = await harness.app.db.task.findMany({ where: { batchId }, orderBy: { batchRow: "asc" } });
  return rows.map(({ id }) => id);
}

const waitsFor = (id: string, code: "DAY_CAP" | "BATCH_CAP") =>
  until(`task that waits for ${code}`, async () => ((await view(id)).waiting?.code === code ? true : null));

test("of a batch of thirteen the twelve that fit below its cap run; the thirteenth waits, says why, and goes on when the cap is raised", async () => {
  const coins = await usualCoins();
  await setCaps({ batchCoins: 12 * coins });
  const tasks = await batchOf(13);
  const [last = ""] = tasks.slice(12);
  for (const id of tasks.slice(0, 12)) await harness.reaches(id, "SUCCESS");
  await waitsFor(last, "BATCH_CAP");
  expect((await view(last)).status).toBe("PENDING");
  expect((await harness.app.queue.lane()).spendingHolds).toMatchObject([
    { unit: "coins", cap: 12 * coins, until: null },
  ]);
  // Others are not held by it, though they came later.
  await harness.reaches((await harness.createTask("another")).id, "SUCCESS");
  expect(harness.acceptedPrompts()).toHaveLength(14);
  await setCaps({ batchCoins: 13 * coins });
  await harness.reaches(last, "SUCCESS");
}, 60_000);

test("the day's cap holds every task until the day has passed", async () => {
  const coins = await usualCoins();
  await setCaps({ dayCoins: 2 * coins, timeZone: "Asia/Shanghai" });
  await harness.reaches((await harness.createTask("fits")).id, "SUCCESS");
  const held = await harness.createTask("does not fit");
  await waitsFor(held.id, "DAY_CAP");
  const { until: ends } = (await view(held.id)).waiting ?? {};
  expect(ends).toMatch(/T16:00:00\.000Z$/);
  const { db } = harness.app;
  await db.$executeRaw`UPDATE run_fact SET hour = hour - interval '1 day'`;
  await db.$executeRaw`UPDATE spending_hold SET until = clock_timestamp()`;
  await harness.reaches(held.id, "SUCCESS");
}, 30_000);

test("the day of a cap begins at midnight of its zone, also where that lies within an hour", async () => {
  const coins = await usualCoins();
  const { db, spending } = harness.app;
  const one = { tasks: [{ workflowId: TEXT_TO_IMAGE.workflowId, kind: "workflow" as const, count: 1 }] };
  for (const timeZone of ["Asia/Kolkata", "Asia/Kathmandu"]) {
    await setCaps({ dayCoins: coins, timeZone });
    const midnight = `date_trunc('day', clock_timestamp(), '${timeZone}')`;
    await db.$executeRawUnsafe(`UPDATE run_fact SET hour = quarter_of(${midnight} - interval '1 second')`);
    expect((await spending.expect(one)).held).toEqual([]);
    await db.$executeRawUnsafe(`UPDATE run_fact SET hour = quarter_of(${midnight})`);
    expect((await spending.expect(one)).held).toMatchObject([{ cap: "day", count: 1 }]);
  }
}, 30_000);

test("what runs goes on, and is counted at what its workflow usually costs", async () => {
  const coins = await usualCoins();
  await harness.control("tasks/next", { state: "RUNNING" });
  const running = await harness.createTask("running");
  const { runningHubTaskId } = await harness.reaches(running.id, "RUNNING");
  await harness.app.db.account.updateMany({ data: { slotLimit: 2 } });
  await setCaps({ dayCoins: 2 * coins });
  const held = await harness.createTask("held");
  await waitsFor(held.id, "DAY_CAP");
  expect((await view(running.id)).status).toBe("RUNNING");
  // It is cancelled there, so it costs nothing after all: the held one fits again.
  await harness.control(`tasks/${runningHubTaskId}`, { state: "CANCELLED" });
  await harness.reaches(running.id, "FAILED");
  await harness.reaches(held.id, "SUCCESS");
}, 30_000);

test("slots that are free at once never pass a cap together", async () => {
  const coins = await usualCoins();
  await harness.control("accounts", { key: SIMULATOR_DEFAULT_KEY, limit: 4 });
  await harness.app.db.account.updateMany({ data: { slotLimit: 4 } });
  await setCaps({ dayCoins: 3 * coins });
  const tasks = await batchOf(6);
  const [last = ""] = tasks.slice(-1);
  await waitsFor(last, "DAY_CAP");
  for (const id of tasks.slice(0, 2)) await harness.reaches(id, "SUCCESS");
  expect(harness.acceptedPrompts()).toHaveLength(3);
}, 30_000);

test("what the caps would hold of a batch is known before it is made, and is what happens", async () => {
  const coins = await usualCoins();
  await setCaps({ batchCoins: 3 * coins, dayCoins: 100 * coins });
  const { workflowId } = TEXT_TO_IMAGE;
  expect(
    await harness.app.spending.expect({ tasks: [{ workflowId, kind: "workflow", count: 5 }] }),
  ).toMatchObject({
    count: 5,
    unknownCount: 0,
    coins: 5 * coins,
    held: [{ cap: "batch", unit: "coins", amount: 3 * coins, count: 2 }],
  });
  const tasks = await batchOf(5);
  for (const id of tasks.slice(0, 3)) await harness.reaches(id, "SUCCESS");
  await waitsFor(tasks[3] ?? "", "BATCH_CAP");
  expect(harness.acceptedPrompts()).toHaveLength(4);
}, 30_000);

test("the day's cap is asked with what waits already; tasks that are there can be asked about, as far as they can be started", async () => {
  const coins = await usualCoins();
  await harness.app.queue.pause(ADMIN);
  const waiting = await batchOf(4);
  const ready = await harness.createTask("ready", { start: false });
  await setCaps({ dayCoins: 7 * coins, batchCoins: coins });
  const { spending } = harness.app;
  const { workflowId } = TEXT_TO_IMAGE;
  // Seven fit: one has run, four wait.
  const asked = { tasks: [{ workflowId, kind: "workflow" as const, count: 5 }] };
  expect((await spending.expect(asked)).held).toMatchObject([
    { cap: "day", count: 3 },
    { cap: "batch", count: 4 },
  ]);
  expect(await spending.expect({ ids: [ready.id, ...waiting, "no id"] })).toMatchObject({
    count: 1,
    coins,
    held: [],
  });
  await setCaps({ dayCoins: 5 * coins });
  expect(await spending.expect({ filter: { workflowId } })).toMatchObject({
    count: 1,
    held: [{ cap: "day", count: 1 }],
  });
  // What waits of a batch counts for it; others than its own have nothing to do with it.
  const { batchId } = await view(waiting[0] ?? "");
  const more = { tasks: [{ workflowId, kind: "workflow" as const, count: 3 }] };
  await setCaps({ batchCoins: 5 * coins });
  expect((await spending.expect({ ...more, batchId })).held).toMatchObject([{ cap: "batch", count: 2 }]);
  expect((await spending.expect({ ...more, batchId: null })).held).toEqual([]);
  await harness.app.taskController.stop(ADMIN, waiting[3] ?? "");
  await setCaps({ batchCoins: 3 * coins });
  expect(await spending.expect({ filter: { batchId: batchId ?? "" } })).toMatchObject({
    count: 1,
    held: [{ cap: "batch", count: 1 }],
  });
  const unknown = { tasks: [{ workflowId: "404", kind: "workflow" as const, count: 2 }] };
  expect(await spending.expect(unknown)).toMatchObject({
    count: 2,
    unknownCount: 2,
    coins: 0,
    runSeconds: null,
  });
}, 30_000);

test("without caps nothing is held, and only operators set them", async () => {
  expect(await harness.app.spending.caps()).toEqual(NONE);
  const viewer = { ...ADMIN, role: "viewer" } as const;
  await expect(harness.app.spending.setCaps(viewer, NONE)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await harness.reaches((await harness.createTask("free")).id, "SUCCESS");
  expect(await harness.app.db.spendingHold.count()).toBe(0);
});
