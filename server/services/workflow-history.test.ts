import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lastSuccesses, lastTasks } from "../persistence/history-reader";
import type { Database, Prisma } from "../persistence/prisma";
import { anAccount, aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

let harness: Harness;
let db: Database;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false, maxConcurrentTasks: 3 } });
  db = harness.app.db;
});
afterAll(() => harness.stop());

const kind = "workflow" as const;
const START = Date.parse("2026-01-01T00:00:00Z");
const at = (seconds: number) => new Date(START + seconds * 1000);

/** A success that took so many seconds; later ones are newer. */
function success(
  workflowId: string,
  n: number,
  facts: { seconds: number; coins?: number; instanceType?: string },
) {
  return aTask(db, null, {
    workflowId,
    status: "SUCCESS",
    createdAt: at(n),
    startedAt: at(n),
    completedAt: at(n + facts.seconds),
    coins: facts.coins ?? null,
    instanceType: facts.instanceType ?? null,
  });
}

test("a workflow that never ran is expected to take nobody knows what", async () => {
  expect(await harness.app.workflowHistory.forecast({ workflowId: "new", kind })).toEqual({
    runs: 0,
    medianSeconds: null,
    medianCoins: null,
    medianMoney: null,
    slots: 3,
  });
});

test("the expectation is the median of the last 50 successes, and of nothing else", async () => {
  for (let n = 0; n < 10; n += 1) await success("usual", n, { seconds: 9_999, coins: 9_999 });
  for (let n = 10; n < 60; n += 1) await success("usual", n, { seconds: n === 30 ? 5_000 : 48, coins: 7 });
  await success("other", 70, { seconds: 1, coins: 1 });
  await aTask(db, null, { workflowId: "usual", status: "STOPPED", createdAt: at(80), completedAt: at(81) });
  const deleted = await success("usual", 90, { seconds: 1 });
  await harness.app.taskController.remove(ADMIN, deleted);
  const forecast = await harness.app.workflowHistory.forecast({ workflowId: "usual", kind });
  expect(forecast).toMatchObject({ runs: 50, medianSeconds: 48, medianCoins: 7, medianMoney: null });
  expect(await harness.app.workflowHistory.forecast({ workflowId: "usual", kind: "ai-app" })).toMatchObject({
    runs: 0,
  });
});

test("a larger machine has its own expectation", async () => {
  await success("machines", 1, { seconds: 100 });
  await success("machines", 2, { seconds: 40, instanceType: "plus" });
  const on = (instanceType?: "default" | "plus" | "ultra") =>
    harness.app.workflowHistory.forecast({ workflowId: "machines", kind, instanceType });
  expect((await on("default")).medianSeconds).toBe(100);
  expect((await on("plus")).medianSeconds).toBe(40);
  expect((await on("ultra")).runs).toBe(0);
  expect((await on()).runs).toBe(2);
});

test("the slots are those of the accounts such tasks may use", async () => {
  const site = (await harness.app.accounts.list())[0]?.site ?? "";
  const second = await anAccount(db, { site, slotLimit: 4 });
  await anAccount(db, { site, slotLimit: 5, pausedAt: new Date() });
  const slots = async (where: { site?: string; accountId?: string }) =>
    (await harness.app.workflowHistory.forecast({ workflowId: "new", kind, ...where })).slots;
  expect(await slots({})).toBe(7);
  // A real site comes before the simulator's for tasks that name none.
  await anAccount(db, { site: "elsewhere.test", slotLimit: 6 });
  expect(await slots({})).toBe(6);
  expect(await slots({ site })).toBe(7);
  expect(await slots({ site: "elsewhere.test" })).toBe(6);
  expect(await slots({ accountId: second })).toBe(4);
  expect(await slots({ accountId: randomUUID() })).toBe(0);
});

test("recent values are the last ten, each once, the latest first, with the type they were sent with", async () => {
  const values = [...Array.from({ length: 12 }, (_, n) => `prompt ${n}`), "prompt 3", 7, true, ""];
  await harness.app.taskIntake.createBulk(ADMIN, {
    tasks: values.map((fieldValue) => ({
      workflowId: "recent",
      nodeInfoList: [
        { nodeId: "6", fieldName: "other", fieldValue: "not asked for" },
        { nodeId: "6", fieldName: "text", fieldValue },
      ],
    })),
  });
  const recent = await harness.app.workflowHistory.recentValues({
    workflowId: "recent",
    kind,
    nodeId: "6",
    fieldName: "text",
  });
  const prompts = [3, 11, 10, 9, 8, 7, 6, 5].map((n) => `prompt ${n}`);
  expect(recent).toEqual([true, 7, ...prompts].map((fieldValue) => ({ fieldValue })));
});

test("a recent file is named once for its content, by the name it last had", async () => {
  const upload = (fileName: string, sha256: string) =>
    db.upload.create({ data: { id: randomUUID(), fileName, size: 1, mimeType: "image/png", sha256 } });
  const [old, other, again] = [
    await upload("a.png", "1"),
    await upload("b.png", "2"),
    await upload("c.png", "1"),
  ];
  await harness.app.taskIntake.createBulk(ADMIN, {
    tasks: [old, other, again].map(({ id }) => ({
      workflowId: "files",
      nodeInfoList: [{ nodeId: "10", fieldName: "image", uploadId: id }],
    })),
  });
  const asked = { workflowId: "files", kind, nodeId: "10", fieldName: "image" };
  expect(await harness.app.workflowHistory.recentValues(asked)).toEqual([
    { uploadId: again.id, fileName: "c.png" },
    { uploadId: other.id, fileName: "b.png" },
  ]);
});

test("with a hundred thousand tasks both are read through an index", async () => {
  await db.$executeRaw`ALTER TABLE task DISABLE TRIGGER task_and_its_text_on_insert`;
  await db.$executeRaw`
    INSERT INTO task (id, workflow_id, workflow_name, site, node_count, status, created_at, started_at, completed_at)
    SELECT gen_random_uuid(), 'w' || n % 10, 'bulk', 'site.test', 1, CASE WHEN done THEN 'SUCCESS' ELSE 'READY' END,
      now() - n * interval '1 second', CASE WHEN done THEN now() END, CASE WHEN done THEN now() END
    FROM generate_series(1, 100000) n, LATERAL (SELECT n / 10 % 10 = 0 AS done) made`;
  await db.$executeRaw`ANALYZE task`;
  const work = { workflowId: "w1", kind, instanceType: "plus" } as const;
  const planOf = async (query: Prisma.Sql) =>
    (await db.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN ${query}`)
      .map((row) => row["QUERY PLAN"])
      .join("\n");
  // In order or as a bitmap: that depends on what ANALYZE happened to sample.
  for (const query of [lastSuccesses(work), lastTasks(work)]) {
    const plan = await planOf(query);
    expect(plan).toMatch(/Index Scan (using|on) task_list_workflow/);
    expect(plan).not.toContain("Seq Scan on task ");
  }
});
