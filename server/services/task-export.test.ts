import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MAX_PAGE_SIZE } from "@/lib/task-limits";
import type { TaskFilter, TaskSort } from "@/lib/task-schemas";
import { NameReader } from "../persistence/name-reader";
import { connect, type Database } from "../persistence/prisma";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { aBatch, anAccount, aTask } from "../testing/factories";
import { taskReader } from "../testing/readers";
import { TaskExport } from "./task-export";

let database: TestDatabase;
let db: Database;
let files: TaskExport;
let accountId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  files = new TaskExport({ tasks: taskReader(db), names: new NameReader(db) });
  accountId = await anAccount(db, { name: "Studio" });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await db.task.deleteMany();
});

/** READY, a second apart. @returns ids, oldest first */
async function tasks(count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, n) => ({
    id: uuidv7(),
    workflowId: "1",
    workflowName: "a workflow",
    accountId,
    site: "site.test",
    nodeCount: 1,
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n)),
  }));
  await db.task.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

/** Ids in the order of the file; `between` runs after its first page. */
async function idsOf(filter: TaskFilter, sort: TaskSort, between = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of await files.open(filter, sort)) {
    const isFirst = ids.length === 0;
    ids.push(...page.map(({ task }) => task.id));
    if (isFirst) await between();
  }
  return ids;
}

const COUNT = MAX_PAGE_SIZE * 2 + 50;

test.each(["createdAt", "-createdAt"] as const)(
  "while tasks come, end and go, each that is there throughout comes once, in order: %s",
  async (sort) => {
    const oldestFirst = await tasks(COUNT);
    const inOrder = sort === "createdAt" ? oldestFirst : [...oldestFirst].reverse();
    const gone = inOrder.slice(MAX_PAGE_SIZE + 20, MAX_PAGE_SIZE + 40);
    const ids = await idsOf({}, sort, async () => {
      await db.task.updateMany({ where: { id: { in: gone } }, data: { deletedAt: new Date() } });
      await db.task.updateMany({
        where: { id: { in: [...inOrder.slice(100, 300)] } },
        data: { status: "SUCCESS", completedAt: new Date() },
      });
      await aTask(db, accountId); // newer than all of them
    });
    expect(new Set(ids).size).toBe(ids.length);
    const throughout = new Set(inOrder.filter((id) => !gone.includes(id)));
    expect(ids.filter((id) => throughout.has(id))).toEqual([...throughout]);
    expect(ids.filter((id) => gone.includes(id))).toEqual([]);
  },
);

test("a filter applies to every page, and the order by completion goes over all of them", async () => {
  const ids = await tasks(COUNT);
  const finished = ids.slice(0, MAX_PAGE_SIZE + 10);
  await db.$executeRaw`
    UPDATE task SET status = 'SUCCESS', completed_at = created_at + interval '1 day' WHERE id = ANY(${finished}::uuid[])`;
  expect(await idsOf({ status: ["SUCCESS"] }, "createdAt")).toEqual(finished);
  expect(await idsOf({}, "-completedAt")).toEqual([
    ...[...finished].reverse(),
    ...ids.slice(MAX_PAGE_SIZE + 10).reverse(),
  ]);
});

test("tasks come with the names of their account and batch, where they have one", async () => {
  const batchId = await aBatch(db, { name: "April" });
  await aTask(db, accountId, { batchId, batchRow: 0 });
  await aTask(db, null, { batchId: await aBatch(db), batchRow: 0, ranOnAccountId: accountId });
  await aTask(db, null);
  const names: unknown[] = [];
  for await (const page of await files.open({}, "createdAt"))
    names.push(...page.map(({ account, batch }) => [account, batch]));
  expect(names).toEqual([
    ["Studio", "April"],
    ["Studio", null],
    [null, null],
  ]);
});
