import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listTasksSchema } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, aTask } from "../testing/factories";
import { taskReader } from "../testing/readers";
import { frontOfLine } from "./line";
import { connect, type Database, Prisma } from "./prisma";
import type { TaskReader } from "./task-reader";
import { usualRunSeconds } from "./watch-repository";

let database: TestDatabase;
let db: Database;
let reader: TaskReader;
let accountId: string;
const ids: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  reader = taskReader(db);
  accountId = await anAccount(db);
  for (let n = 0; n < 25; n += 1) {
    const status: TaskStatus = n % 5 === 0 ? "PENDING" : n % 5 === 1 ? "RUNNING" : "READY";
    const day = String(1 + Math.floor(n / 3)).padStart(2, "0"); // three tasks share each moment
    ids.push(
      await aTask(db, accountId, {
        status,
        workflowName: n === 7 ? "100% red_fox" : `workflow ${n}`,
        description: n === 8 ? "夕阳下的灯塔" : null,
        remoteId: n === 9 ? "1999888777666555444" : null,
        createdAt: new Date(`2026-01-${day}T00:00:00Z`),
      }),
    );
  }
  await db.task.update({ where: { id: ids[24] }, data: { deletedAt: new Date() } });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function allPages(query: Record<string, unknown>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.page(listTasksSchema.parse({ ...query, cursor, limit: 4 }));
    seen.push(...page.items.map((task) => task.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return seen;
}

test("pages show every task once, newest first, though many share a moment", async () => {
  expect(await allPages({})).toEqual(ids.slice(0, 24).reverse());
});

test("the other order is the exact reverse", async () => {
  expect(await allPages({ sort: "createdAt" })).toEqual(ids.slice(0, 24));
});

describe("the way back", () => {
  const page = (query: Record<string, unknown>) => reader.page(listTasksSchema.parse({ limit: 4, ...query }));
  const newestFirst = () => ids.slice(0, 24).reverse();

  test("leads from the end through every page to the first", async () => {
    const forward: string[][] = [];
    let shown = await page({});
    expect(shown.previousCursor).toBeNull();
    for (;;) {
      forward.push(shown.items.map((task) => task.id));
      if (shown.nextCursor === null) break;
      shown = await page({ cursor: shown.nextCursor });
    }
    const back = [shown.items.map((task) => task.id)];
    while (shown.previousCursor !== null) {
      shown = await page({ cursor: shown.previousCursor });
      back.unshift(shown.items.map((task) => task.id));
    }
    expect(back).toEqual(forward);
  });

  test("ends with a full first page, though fewer tasks are left before it", async () => {
    const first = await page({ limit: 3 });
    const second = await page({ cursor: first.nextCursor });
    const back = await page({ cursor: second.previousCursor });
    expect(back.items.map((task) => task.id)).toEqual(newestFirst().slice(0, 4));
    expect(back.previousCursor).toBeNull();
    expect(back.nextCursor).not.toBeNull();
  });

  test("from a page whose tasks are gone meanwhile leads to what is left", async () => {
    const last = await page({ limit: 20 });
    const gone = { id: { in: newestFirst().slice(20) } };
    await db.task.updateMany({ where: gone, data: { deletedAt: new Date() } });
    try {
      const emptied = await page({ cursor: last.nextCursor });
      expect(emptied).toMatchObject({ items: [], nextCursor: null });
      const back = await page({ cursor: emptied.previousCursor });
      expect(back.items.map((task) => task.id)).toEqual(newestFirst().slice(16, 20));
    } finally {
      await db.task.updateMany({ where: gone, data: { deletedAt: null } });
    }
  });
});

test("by completion, what is not finished follows the finished in both directions", async () => {
  const finished = ids.slice(2, 5);
  const minute = (n: number) => new Date(`2026-02-01T00:0${n}:00Z`);
  for (const [n, id] of finished.entries())
    await db.task.update({ where: { id }, data: { status: "SUCCESS", completedAt: minute(2 - n) } });
  try {
    const rest = ids.slice(0, 24).filter((id) => !finished.includes(id));
    expect(await allPages({ sort: "-completedAt" })).toEqual([...finished, ...[...rest].reverse()]);
    expect(await allPages({ sort: "completedAt" })).toEqual([...[...finished].reverse(), ...rest]);
    const done = await allPages({ sort: "-completedAt", status: "SUCCESS,FAILED" });
    expect(done).toEqual(finished);
  } finally {
    await db.task.updateMany({
      where: { id: { in: finished } },
      data: { status: "READY", completedAt: null },
    });
  }
});

test("a task belongs to the account it is bound to, else to that of its newest run", async () => {
  const other = await anAccount(db);
  const shared = ids.slice(10, 12);
  await db.task.updateMany({
    where: { id: { in: shared } },
    data: { accountId: null, ranOnAccountId: other },
  });
  await db.task.update({ where: { id: ids[12] }, data: { ranOnAccountId: other } }); // moved since its run
  try {
    expect(await allPages({ accountId: other })).toEqual([...shared].reverse());
    expect(await allPages({ accountId, status: "READY" })).not.toContain(shared[1]);
    expect(await allPages({ accountId })).toHaveLength(22);
  } finally {
    await db.task.updateMany({ data: { accountId, ranOnAccountId: null } });
  }
});

test("matching tasks are counted: by status alone from the counters, else one by one", async () => {
  expect(await reader.countMatching({})).toEqual({ count: 24, capped: false });
  expect(await reader.countMatching({ status: ["PENDING", "PENDING"] })).toEqual({ count: 5, capped: false });
  expect(await reader.countMatching({ status: ["PENDING", "RUNNING"], workflowId: "1" })).toEqual({
    count: 10,
    capped: false,
  });
  expect(await reader.countMatching({ q: "red_fox" })).toEqual({ count: 1, capped: false });
});

test("several statuses come as one ordered list", async () => {
  const expected = ids.filter((_, n) => n < 24 && n % 5 < 2).reverse();
  expect(await allPages({ status: "RUNNING,PENDING" })).toEqual(expected);
});

describe("search finds", () => {
  const found = async (q: string) =>
    (await reader.page(listTasksSchema.parse({ q }))).items.map((task) => ids.indexOf(task.id));
  test("a part of the name, taking % and _ as they are", async () => {
    expect(await found("% red_f")).toEqual([7]);
  });
  test("a part of the description, in Chinese", async () => {
    expect(await found("灯塔")).toEqual([8]);
  });
  test("a RunningHub id", async () => {
    expect(await found("1999888777666555444")).toEqual([9]);
  });
  test("a task id, whole or its beginning", async () => {
    expect(await found(ids[3] ?? "")).toEqual([3]);
  });
  test("nothing for words that are nowhere", async () => {
    expect(await found("no such words")).toEqual([]);
  });
});

test("waiting tasks tell their place in line, others none", async () => {
  const page = await reader.page(listTasksSchema.parse({ status: "PENDING", sort: "createdAt" }));
  expect(page.items.map((task) => task.queuePosition)).toEqual([1, 2, 3, 4, 5]);
  const [running] = await reader.views([ids[1] ?? ""]);
  expect(running?.queuePosition).toBeNull();
});

test("a cursor of another order is refused with its field", async () => {
  const { nextCursor } = await reader.page(listTasksSchema.parse({ limit: 1 }));
  await expect(
    reader.page(listTasksSchema.parse({ sort: "createdAt", cursor: nextCursor ?? "" })),
  ).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { field: "cursor" },
  });
});

describe("query plans", () => {
  test("more than ten thousand matching tasks are not counted to the end", async () => {
    expect(await reader.countMatching({ workflowId: "bulk" })).toEqual({ count: 9_000, capped: false });
    await db.$executeRaw`
      INSERT INTO task (id, workflow_id, workflow_name, site, node_count)
      SELECT gen_random_uuid(), 'bulk', 'bulk', 'site.test', 1 FROM generate_series(1, 1001)`;
    expect(await reader.countMatching({ workflowId: "bulk" })).toEqual({ count: 10_000, capped: true });
  });

  beforeAll(async () => {
    await db.$executeRaw`
      INSERT INTO task (id, workflow_id, workflow_name, site, account_id, node_count, status, created_at, completed_at, reason_code)
      SELECT gen_random_uuid(), 'bulk', 'bulk', 'site.test', ${accountId}::uuid, 1, s, now() - n * interval '1 second',
        CASE WHEN s IN ('SUCCESS', 'FAILED', 'STOPPED') THEN now() END, CASE WHEN s = 'FAILED' THEN 'RUN_FAILED' END
      FROM generate_series(1, 3000) n, unnest(ARRAY['PENDING', 'SUCCESS', 'FAILED']) s`;
    await db.$executeRaw`ANALYZE task`;
  });

  const explained = async (query: Prisma.Sql): Promise<string> => {
    const rows = await db.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN ${query}`;
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  };

  test("the line of an account is read from its two FIFO indexes", async () => {
    const text = await explained(
      Prisma.sql`SELECT line.id FROM account a, LATERAL (${frontOfLine(10)}) line`,
    );
    expect(text).toMatch(/Index( Only)? Scan using task_fifo on/);
    expect(text).toMatch(/Index( Only)? Scan using task_fifo_any on/);
    expect(text).not.toMatch(/Seq Scan on task/);
  });

  test("a workflow's run times are read from its successes alone", async () => {
    const text = await explained(Prisma.sql`SELECT ${usualRunSeconds(Prisma.sql`'bulk'`)}`);
    expect(text).toContain("task_list_workflow_status");
  });
});
