import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listBatchesSchema, matrixPageInputSchema } from "@/lib/batch-schemas";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { aBatch, anAccount, anAttempt, aTask } from "../testing/factories";
import { taskReader } from "../testing/readers";
import { BatchMatrixReader, newestOfRows, tasksOfRows } from "./batch-matrix-reader";
import { BatchReader, sharesOf } from "./batch-reader";
import { connect, type Database, type Prisma } from "./prisma";

let database: TestDatabase;
let db: Database;
let batches: BatchReader;
let matrix: BatchMatrixReader;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  batches = new BatchReader(db);
  matrix = new BatchMatrixReader(db, taskReader(db));
  accountId = await anAccount(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const task = (batchId: string, batchRow: number, fields: Parameters<typeof aTask>[2] = {}) =>
  aTask(db, accountId, { batchId, batchRow, ...fields });
const done = { status: "SUCCESS", startedAt: new Date("2026-01-01T10:00:00Z") } as const;
const list = (input = {}) => batches.page(listBatchesSchema.parse(input));
const page = (input: object) => matrix.page(matrixPageInputSchema.parse(input));

describe("a batch", () => {
  test("is found by a part of its name, the newest first, unless it has no tasks", async () => {
    const older = await aBatch(db, {
      name: "Harbour 100% blue",
      createdAt: new Date("2025-01-01T10:00:00Z"),
    });
    const newer = await aBatch(db, { name: "harbour at night", createdAt: new Date("2025-01-02T10:00:00Z") });
    await aBatch(db, { name: "Harbour without tasks" });
    for (const id of [older, newer]) await task(id, 0);
    expect((await batches.search("HARBOUR")).map(({ id }) => id)).toEqual([newer, older]);
    expect((await batches.search("100% b")).map(({ id }) => id)).toEqual([older]);
    expect(await batches.search("harbour_at")).toEqual([]);
    expect((await batches.search("")).length).toBeGreaterThanOrEqual(2);
  });

  test("tells its tasks per status, what they cost, and when they ran", async () => {
    const id = await aBatch(db, { name: "covers" });
    const completedAt = new Date("2026-01-01T10:05:00Z");
    await task(id, 0, { ...done, completedAt, coins: 3, seconds: 12.5 });
    await task(id, 1, { ...done, startedAt: null, completedAt: new Date("2026-01-01T10:01:00Z"), coins: 4 });
    await task(id, 2, { workflowId: "2", workflowName: "the other" });
    const view = await batches.find(id);
    expect(view).toMatchObject({
      name: "covers",
      counts: { SUCCESS: 2, READY: 1, FAILED: 0 },
      cost: { coins: 7, money: null, seconds: 12.5 },
      startedAt: "2026-01-01T10:00:00.000Z",
      finishedAt: null,
    });
    expect(view?.workflows).toEqual([
      { workflowId: "1", kind: "workflow", name: "a workflow" },
      { workflowId: "2", kind: "workflow", name: "the other" },
    ]);
    await db.task.updateMany({ where: { batchId: id, status: "READY" }, data: { deletedAt: new Date() } });
    expect(await batches.find(id)).toMatchObject({ finishedAt: completedAt.toISOString() });
  });

  test("goes by one name of its tasks, however they stand", async () => {
    const completedAt = new Date();
    const standings = [
      {},
      { ...done, completedAt },
      { status: "FAILED", reasonCode: "TASK_TIMEOUT", completedAt },
      { status: "STOPPED", completedAt },
    ] as const;
    for (const turn of standings.keys()) {
      const id = await aBatch(db, {});
      for (const row of standings.keys()) {
        const standing = standings[(row + turn) % standings.length];
        await task(id, row, { ...standing, workflowName: `poster ${row + 1}` });
      }
      expect((await batches.find(id))?.workflows).toMatchObject([{ name: "poster 1" }]);
    }
  });

  test("is listed once, the newest first, however many share a moment, and not without tasks", async () => {
    await db.task.deleteMany();
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const id = await aBatch(db, { createdAt: new Date(Date.UTC(2026, 0, 1 + Math.floor(n / 3))) });
      await task(id, 0, n === 3 ? { deletedAt: new Date() } : {});
      ids.push(id);
    }
    const expected = ids.filter((_, n) => n !== 3).reverse();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await list({ limit: 2, cursor });
      seen.push(...items.map(({ id }) => id));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(expected);
    await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });
});

describe("the matrix", () => {
  test("has its rows in their order, and leads to the pages around", async () => {
    const id = await aBatch(db);
    for (const row of [4, 2, 0, 7, 9]) await task(id, row);
    expect(await page({ id, limit: 2 })).toEqual({ rows: [0, 2], previous: null, next: 4, total: 5 });
    expect(await page({ id, from: 4, limit: 2 })).toEqual({ rows: [4, 7], previous: 0, next: 9, total: 5 });
    expect(await page({ id, from: 9, limit: 2 })).toEqual({ rows: [9], previous: 4, next: null, total: 5 });
    expect(await page({ id, from: 50, limit: 2 })).toEqual({ rows: [], previous: 7, next: null, total: 5 });
  });

  test("shows the newest of a row, counts it for its status, and knows the earlier ones", async () => {
    const id = await aBatch(db);
    const failed = { status: "FAILED", reasonCode: "RUN_FAILED", completedAt: new Date() } as const;
    const first = await task(id, 0, failed);
    const again = await task(id, 0);
    const other = await task(id, 1, failed);
    const gone = await task(id, 1, { deletedAt: new Date() });
    expect((await page({ id, status: "FAILED" })).rows).toEqual([1]);
    expect((await page({ id, status: "READY" })).rows).toEqual([0]);
    const rows = await matrix.rows(id, [1, 0, 5]);
    expect(rows.map(({ row, tasks }) => [row, tasks.map((one) => one.id)])).toEqual([
      [1, [other]],
      [0, [again, first]],
      [5, []],
    ]);
    expect(gone).not.toBe(other);
  });

  test("names the inputs that differ and leaves out what is the same everywhere", async () => {
    const id = await aBatch(db);
    const inputs = async (
      row: number,
      values: readonly (readonly [string, string, string | null, string])[],
    ) => {
      const taskId = await task(id, row);
      for (const [position, [nodeId, fieldName, value, valueType]] of values.entries())
        await db.nodeInput.create({ data: { taskId, position, nodeId, fieldName, value, valueType } });
    };
    await inputs(0, [
      ["6", "text", "a fox", "string"],
      ["3", "steps", "20", "number"],
      ["3", "seed", null, "seed"],
    ]);
    await inputs(1, [
      ["6", "text", "a bear", "string"],
      ["3", "steps", "20", "number"],
      ["3", "seed", null, "seed"],
      ["9", "width", "512", "number"],
    ]);
    expect((await matrix.columns(id)).inputs).toEqual([
      { nodeId: "6", fieldName: "text" },
      { nodeId: "3", fieldName: "seed" },
      { nodeId: "9", fieldName: "width" },
    ]);
  });

  test("knows how many results each node gives, in one run", async () => {
    const id = await aBatch(db);
    const taskId = await task(id, 0);
    const at = new Date();
    for (const number of [1, 2]) {
      const attemptId = await anAttempt(db, taskId, accountId, {
        number,
        state: "REJECTED",
        sentAt: at,
        answeredAt: at,
        endedAt: at,
        releasedAt: at,
      });
      for (const [position, nodeId] of ["9", "9", "12"].entries())
        await db.output.create({
          data: { id: crypto.randomUUID(), taskId, attemptId, position, nodeId, fileType: "png" },
        });
    }
    expect((await matrix.columns(id)).outputs).toEqual([
      { nodeId: "9", count: 2 },
      { nodeId: "12", count: 1 },
    ]);
  });
});

test("tasks of batches that are older than rows get theirs, in the order they were made", async () => {
  const [older, newer] = [await aBatch(db), await aBatch(db)];
  const old = (batchId: string, day: number) =>
    aTask(db, accountId, { batchId, createdAt: new Date(Date.UTC(2026, 0, day)) });
  const [second, first, other] = [await old(older, 2), await old(older, 1), await old(newer, 3)];
  const alone = await aTask(db, accountId);
  const url = new URL("../../prisma/migrations/20261125000002_batch_rows/migration.sql", import.meta.url);
  await db.$executeRawUnsafe(readFileSync(url, "utf8"));
  const rows = await db.task.findMany({ select: { id: true, batchRow: true } });
  const rowOf = new Map(rows.map(({ id, batchRow }) => [id, batchRow]));
  expect([first, second, other, alone].map((id) => rowOf.get(id))).toEqual([0, 1, 0, null]);
});

describe("query plans", () => {
  const plan = async (query: Prisma.Sql): Promise<string> => {
    const rows = await db.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN ${query}`;
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  };
  let big: string;
  beforeAll(async () => {
    big = await aBatch(db);
    const other = await aBatch(db);
    // In parts, each well below the limit of a statement, however busy the machine is.
    for (const batchId of [big, ...Array.from({ length: 7 }, () => other)])
      await db.$executeRaw`
        INSERT INTO task (id, workflow_id, workflow_name, site, account_id, node_count, status, batch_id, batch_row)
        SELECT gen_random_uuid(), 'bulk', 'bulk', 'site.test', ${accountId}::uuid, 1, 'READY', ${batchId}::uuid, n
        FROM generate_series(1, 3000) n`;
    await db.$executeRaw`ANALYZE task`;
  });

  test.each([
    ["counts and totals", () => sharesOf([big]), /task_(list_batch_status|batch_rows)/],
    ["the rows of the matrix", () => newestOfRows(big), /task_(list_batch_status|batch_rows)/],
    ["a page of rows", () => tasksOfRows(big, [1, 2, 3]), /task_batch_rows/],
  ])("%s are read through the batch's own index", async (_what, query, index) => {
    const text = await plan(query());
    expect(text).toMatch(index);
    expect(text).not.toContain("Seq Scan");
  });
});
