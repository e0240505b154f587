import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listTasksSchema, type TaskFilter } from "@/lib/task-schemas";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount } from "../testing/factories";
import { taskReader } from "../testing/readers";
import { connect, type Database } from "./prisma";
import { whereAll } from "./search-condition";
import { mostHits } from "./search-frequency";
import { piecesOf } from "./search-words";
import type { TaskReader } from "./task-reader";
import { newTaskId, TaskRepository } from "./task-repository";
import { TextIndex } from "./text-index";

let database: TestDatabase;
let db: Database;
let reader: TaskReader;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  reader = taskReader(db);
  accountId = await anAccount(db);
});
beforeEach(async () => {
  await db.task.deleteMany();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const page = (query: Record<string, unknown>) => reader.page(listTasksSchema.parse(query));
const found = async (query: Record<string, unknown>) => (await page(query)).items.map((task) => task.id);

/** A task of the product's own making, with a prompt. */
async function aPrompt(
  prompt: string,
  fields: { description?: string; uploadId?: string } = {},
): Promise<string> {
  const id = newTaskId();
  const { uploadId, description } = fields;
  const file = uploadId === undefined ? [] : [{ nodeId: "2", fieldName: "image", uploadId }];
  await new TaskRepository(db).insert(
    [
      {
        ...{
          id,
          workflowId: "19876",
          workflowName: "Restyle",
          kind: "workflow",
          boundTo: accountId,
          site: "site.test",
        },
        ...{ batchId: null, batchRow: null, start: false, description },
        nodeInfoList: [
          { nodeId: "6", fieldName: "text", fieldValue: prompt },
          { nodeId: "3", fieldName: "steps", fieldValue: 4711 },
          ...file,
        ],
      },
    ],
    { name: "a person", quotaOf: null },
  );
  return id;
}

/**
 * So many old tasks, one an hour back from January 2026, whose texts are in the index; a quarter of them has failed.
 * `words` is SQL that makes the text of task number n.
 */
async function oldTasks(count: number, words: string): Promise<void> {
  await db.$executeRaw`ALTER TABLE task DISABLE TRIGGER task_and_its_text_on_insert`;
  await db.$executeRaw`
    INSERT INTO task (id, workflow_id, workflow_name, site, account_id, node_count, status, reason_code, created_at, completed_at)
    SELECT gen_random_uuid(), 'old', 'old', 'site.test', ${accountId}::uuid, n, CASE WHEN n % 4 = 0 THEN 'FAILED' ELSE 'SUCCESS' END,
      CASE WHEN n % 4 = 0 THEN 'RUN_FAILED' END, '2026-01-01'::timestamptz - n * interval '1 hour',
      '2026-01-31'::timestamptz - n * interval '1 minute'
    FROM generate_series(1, ${count}::int) n`;
  await db.$executeRaw`ALTER TABLE task ENABLE TRIGGER task_and_its_text_on_insert`;
  await db.$executeRawUnsafe(
    `INSERT INTO task_text SELECT id, created_at, ${words.replaceAll("n", "node_count")}, true FROM task WHERE workflow_id = 'old'`,
  );
  await db.$executeRaw`ANALYZE task`;
  await db.$executeRaw`ANALYZE task_text`;
}

/** Numbers of the old tasks on all pages of a search, in their order; 1 is the newest. */
async function numbers(query: Record<string, unknown>): Promise<number[]> {
  const all: number[] = [];
  let cursor: string | null | undefined;
  do {
    const shown = await page({ limit: 50, ...query, cursor: cursor ?? undefined });
    all.push(...shown.items.map((task) => task.nodeCount));
    cursor = shown.nextCursor;
  } while (cursor !== null);
  return all;
}

const upTo = (count: number, holds: (n: number) => boolean) =>
  Array.from({ length: count }, (_, index) => index + 1).filter(holds);

describe.each([
  ["before", false],
  ["after", true],
])("%s its text is in the index, a task is found by", (_, indexed) => {
  async function only(prompt: string, fields: Parameters<typeof aPrompt>[1] = {}): Promise<string> {
    await aPrompt("nothing of the kind");
    const id = await aPrompt(prompt, fields);
    if (indexed) expect(await new TextIndex(db).takeIn(10)).toBe(2);
    return id;
  }
  test("a part of its prompt, in any case", async () => {
    const id = await only("A Lighthouse above the SEA");
    expect(await found({ q: "lighTHOUSE ab" })).toEqual([id]);
  });
  test("two Chinese characters within a prompt", async () => {
    const id = await only("晨雾中的灯塔，胶片颗粒");
    expect(await found({ q: "灯塔" })).toEqual([id]);
  });
  test("the name of a file", async () => {
    const uploadId = newTaskId();
    await db.upload.create({
      data: { id: uploadId, fileName: "IMG_4077.jpg", size: 1, mimeType: "image/jpeg", sha256: uploadId },
    });
    expect(await found({ q: "img_4077" })).toEqual([]);
    const id = await only("as in the picture", { uploadId });
    expect(await found({ q: "img_4077" })).toEqual([id]);
  });
  test("its description, taking % and _ as they are", async () => {
    const id = await only("a", { description: "100% of red_fox" });
    expect(await found({ q: "% of red_f" })).toEqual([id]);
    expect(await found({ q: "100_ of" })).toEqual([]);
  });
  test("one or two letters", async () => {
    const id = await only("in 8k");
    expect(await found({ q: "8k" })).toEqual([id]);
  });
});

test("whatever of a text is looked for, also across words, signs and scripts, the index has its pieces", async () => {
  const text = "Old fox, no. 17: a café-red (八月) lantern_2 of 灯塔ab and ÉTÉ";
  const id = await aPrompt(text);
  await new TextIndex(db).takeIn(10);
  const lower = [...text.toLowerCase()];
  const parts = lower.flatMap((_, from) => [4, 9].map((length) => lower.slice(from, from + length).join("")));
  const pieces = [...new Set(parts.flatMap(piecesOf))];
  const rows = await db.$queryRaw<{ missing: string[] }[]>`
    SELECT ARRAY(SELECT unnest(${pieces}::text[]) EXCEPT SELECT unnest(search_pieces(text, created_at))) AS missing
    FROM task_text WHERE task_id = ${id}::uuid`;
  expect(rows[0]?.missing).toEqual([]);
  expect(pieces.length).toBeGreaterThan(20);
});

test("numbers among the inputs are no text", async () => {
  await aPrompt("a lighthouse");
  expect(await found({ q: "4711" })).toEqual([]);
});

describe("beyond the tasks that are read one by one", () => {
  test("a rare word is found, on every page and in both orders", async () => {
    await oldTasks(6_000, "CASE WHEN n % 500 = 0 THEN 'the quokka' ELSE 'a fox ' || n END");
    const expected = upTo(6_000, (n) => n % 500 === 0);
    expect(await numbers({ q: "quokka", limit: 4 })).toEqual(expected);
    expect(await numbers({ q: "quokka", limit: 4, sort: "createdAt" })).toEqual([...expected].reverse());
    expect(await numbers({ q: "quokka", limit: 4, status: "FAILED" })).toEqual(expected);
    expect(await numbers({ q: "quokka", limit: 4, status: "READY" })).toEqual([]);
    expect(await numbers({ q: "quokka", sort: "-completedAt" })).toEqual(expected);
    expect(await reader.countMatching({ q: "quokka" })).toEqual({ count: 12, capped: false });
  });

  test("a word that all the old tasks have, and no newer one, is read span by span", async () => {
    await oldTasks(12_000, "CASE WHEN n > 4000 THEN 'the quokka' ELSE 'a fox ' || n END");
    const first = await page({ q: "quokka", limit: 50 });
    expect(first.items.map((task) => task.nodeCount)).toEqual(upTo(4_050, (n) => n > 4_000));
    const second = await page({ q: "quokka", limit: 50, cursor: first.nextCursor ?? undefined });
    expect(second.items[0]?.nodeCount).toBe(4_051);
    const back = await page({ q: "quokka", limit: 50, cursor: second.previousCursor ?? undefined });
    expect(back.items).toEqual(first.items);
    expect(back.previousCursor).toBeNull();
  });

  test("where only the new tasks have a word, it is met from the oldest on as well", async () => {
    await oldTasks(12_000, "CASE WHEN n <= 8000 THEN 'the quokka' ELSE 'a fox ' || n END");
    const first = await page({ q: "quokka", limit: 50, sort: "createdAt" });
    expect(first.items.map((task) => task.nodeCount)).toEqual(upTo(8_000, (n) => n > 7_950).reverse());
  });

  test("by completion, a word of thousands is found as a whole", async () => {
    await oldTasks(9_000, "CASE WHEN n > 3000 THEN 'the quokka' ELSE 'a fox ' || n END");
    const expected = upTo(9_000, (n) => n > 3_000);
    const first = await page({ q: "quokka", sort: "-completedAt", limit: 200 });
    expect(first.items.map((task) => task.nodeCount)).toEqual(expected.slice(0, 200));
    const second = await page({
      q: "quokka",
      sort: "-completedAt",
      limit: 200,
      cursor: first.nextCursor ?? undefined,
    });
    expect(second.items.map((task) => task.nodeCount)).toEqual(expected.slice(200, 400));
  });

  test("what the index has no pieces of is met one by one, however far it is", async () => {
    await oldTasks(8_000, "CASE WHEN n % 2500 = 0 THEN 'at 8k' ELSE 'a fox ' || n END");
    const expected = [2_500, 5_000, 7_500];
    for (const sort of ["-createdAt", "-completedAt"])
      expect(await numbers({ q: "8k", sort, limit: 2 })).toEqual(expected);
    expect(await numbers({ q: "8k", sort: "createdAt" })).toEqual([...expected].reverse());
    expect(await numbers({ q: "8k", status: "FAILED" })).toEqual(expected);
    expect(await reader.countMatching({ q: "8k" })).toEqual({ count: 3, capped: false });
  });

  test("where a filter leaves few of the many that have a word, they are found, on every page", async () => {
    await oldTasks(12_000, "CASE WHEN n % 4 > 0 OR n % 3000 = 0 THEN 'the quokka' ELSE 'a fox ' || n END");
    const expected = [3_000, 6_000, 9_000, 12_000];
    const query = { q: "quokka", status: "FAILED" };
    expect(await numbers({ ...query, limit: 3 })).toEqual(expected);
    expect(await numbers({ ...query, sort: "createdAt" })).toEqual([...expected].reverse());
  });

  test("before the many old ones come the few that the index does not have, and those with such an id", async () => {
    await oldTasks(12_000, "CASE WHEN n > 4000 THEN 'take17x' ELSE 'a fox ' || n END");
    await db.$executeRaw`UPDATE task_text SET text = 'take17x', indexed = false WHERE task_id IN (
      SELECT id FROM task WHERE node_count = 2500)`;
    await db.task.updateMany({ where: { nodeCount: 3_500 }, data: { remoteId: "take17x" } });
    const first = await page({ q: "take17x", limit: 50 });
    expect(first.items.map((task) => task.nodeCount).slice(0, 4)).toEqual([2_500, 3_500, 4_001, 4_002]);
    const failed = await page({ q: "take17x", limit: 50, status: "FAILED" });
    expect(failed.items.map((task) => task.nodeCount).slice(0, 3)).toEqual([2_500, 3_500, 4_004]);
    expect(await found({ q: "take17x", status: "READY" })).toEqual([]);
  });

  test("how many texts a word may be in is known from its rarest piece", async () => {
    await oldTasks(2_000, "CASE WHEN n % 4 = 0 THEN 'the quokka' ELSE 'a fox ' || n END");
    const hits = await mostHits(db, piecesOf("the quokka"));
    expect(hits).toBeGreaterThan(450);
    expect(hits).toBeLessThan(550);
    expect(await mostHits(db, piecesOf("the zebra"))).toBe(0);
  });

  test("new texts that are not in the index yet are found among the old", async () => {
    await oldTasks(4_000, "'a fox ' || n");
    await db.$executeRaw`UPDATE task_text SET text = 'the quokka', indexed = false WHERE task_id IN (
      SELECT id FROM task WHERE node_count = 3900)`;
    expect(await numbers({ q: "quokka" })).toEqual([3_900]);
  });

  test("a task is found by its own id and by RunningHub's, wherever it is", async () => {
    await oldTasks(4_000, "'a fox ' || n");
    const { id } = await db.task.findFirstOrThrow({ where: { nodeCount: 3_999 } });
    await db.task.update({ where: { id }, data: { remoteId: "1999888777666555444" } });
    expect(await found({ q: id })).toEqual([id]);
    expect(await found({ q: id.slice(0, 13) })).toEqual([id]);
    expect(await found({ q: "1999888777666555444" })).toEqual([id]);
  });
});

test("an operation on all that match means the same tasks as the list", async () => {
  const ids = [await aPrompt("a Lighthouse"), await aPrompt("灯塔 lighthouse"), await aPrompt("a fox")];
  await new TextIndex(db).takeIn(2); // the newest two
  const all = async (filter: TaskFilter) => {
    const rows = await db.$queryRaw<
      { id: string }[]
    >`SELECT t.id FROM task t WHERE ${whereAll(filter)} ORDER BY t.id`;
    return rows.map(({ id }) => id);
  };
  expect(await all({ q: "LIGHThouse" })).toEqual(ids.slice(0, 2));
  expect(await all({ q: "灯塔" })).toEqual([ids[1]]);
  expect(await all({ q: "ox" })).toEqual([ids[2]]);
  expect(await all({ q: ids[0] ?? "" })).toEqual([ids[0]]);
  expect(await all({ q: "lighthouse", status: ["PENDING"] })).toEqual([]);
});

test("a search that takes too long is refused with what to do, and not as a failure of ours", async () => {
  await aPrompt("a lighthouse");
  const blocker = new pg.Client({ connectionString: database.url });
  await blocker.connect();
  try {
    await blocker.query("BEGIN; LOCK TABLE task_text IN ACCESS EXCLUSIVE MODE");
    await expect(page({ q: "lighthouse" })).rejects.toMatchObject({ code: "FILTER_TOO_BROAD" });
  } finally {
    await blocker.end();
  }
});
