/** Which index each question of the list is answered from, and that no rows are read only to be thrown away. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TASK_SORTS } from "@/lib/task-limits";
import type { TaskSort } from "@/lib/task-schemas";
import { TASK_STATUSES, type TaskStatus } from "@/lib/task-status";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount } from "../testing/factories";
import { planOf, wastedRows } from "../testing/plans";
import { connect, type Database, Prisma } from "./prisma";
import type { Cursor } from "./task-cursor";
import type { PlainFilter } from "./task-filter";
import { firstMetQuery, lookUpQuery } from "./task-search";
import { matchesQuery, positionsQuery } from "./task-streams";

const TASKS = 120_000;
/** So many of them have a text. */
const TEXTS = 20_000;
const BATCH = "01890000-0000-7000-8000-0000000000ba";

let database: TestDatabase;
let db: Database;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url, answerMs: 120_000 });
  const accounts = [await anAccount(db), await anAccount(db), await anAccount(db)];
  accountId = accounts[1] ?? "";
  await db.batch.create({ data: { id: BATCH } });
  await db.$executeRaw`ALTER TABLE task DISABLE TRIGGER task_and_its_text_on_insert`;
  // One task every fifteen seconds; what is filtered for is spread over all times and statuses.
  await db.$executeRaw`
    INSERT INTO task (id, workflow_id, workflow_name, site, account_id, ran_on_account_id, batch_id, node_count, status, reason_code,
      created_at, completed_at, description)
    SELECT gen_random_uuid(), 'w' || n % 50, 'workflow ' || n % 50, 'site.test',
      CASE WHEN n % 3 > 0 THEN account END, CASE WHEN n % 3 = 0 THEN account END,
      CASE WHEN n % 40 = 0 THEN ${BATCH}::uuid END, 1, status,
      CASE WHEN status = 'FAILED' THEN (ARRAY['RUN_FAILED', 'OUT_OF_MEMORY', 'TASK_TIMEOUT'])[1 + n % 3]
        WHEN status = 'STOPPED' THEN 'STOPPED_BY_PERSON' END,
      '2026-01-01'::timestamptz + n * interval '15 seconds',
      CASE WHEN status IN ('SUCCESS', 'FAILED', 'STOPPED') THEN '2026-01-01'::timestamptz + n * interval '15 seconds' END,
      CASE WHEN n % 1000 = 0 THEN 'the quokka ' || n ELSE 'a fox ' || n END
    FROM (
      SELECT n, (ARRAY['READY', 'PENDING', 'QUEUED', 'RUNNING', 'FAILED', 'STOPPED', 'SUCCESS', 'SUCCESS', 'SUCCESS', 'SUCCESS'])[1 + n % 10] AS status,
        (${accounts}::uuid[])[1 + n % 7 % 3] AS account
      FROM generate_series(1, ${TASKS}::int) n) made`;
  await db.$executeRaw`ALTER TABLE task ENABLE TRIGGER task_and_its_text_on_insert`;
  await db.$executeRaw`
    INSERT INTO task_text SELECT id, created_at, description, true FROM task ORDER BY created_at LIMIT ${TEXTS}::int`;
  await db.$executeRaw`VACUUM ANALYZE task`;
  await db.$executeRaw`VACUUM ANALYZE task_text`;
}, 120_000);
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const indexesOf = (text: string) =>
  [
    ...new Set(
      [...text.matchAll(/Index (?:Only )?Scan (?:Backward )?(?:using|on) (\w+)/g)].map(([, name]) => name),
    ),
  ].sort();

/** A place in the middle of the list, as a cursor has it after pages of turning. */
const HALFWAY: Cursor = {
  reads: "after",
  position: { part: 0, at: "2026-01-11T10:00:00.000Z", id: "00000000-0000-4000-8000-000000000000" },
};
const page = (filter: PlainFilter, sort: TaskSort, cursor: Cursor | null): Prisma.Sql => {
  const query = positionsQuery({ filter, sort, cursor, limit: 51 });
  if (query === null) throw new Error("something can be there");
  return query;
};

const TABS: readonly (TaskStatus | null)[] = [null, ...TASK_STATUSES];
const tabOf = (status: TaskStatus | null): PlainFilter => (status === null ? {} : { status: [status] });

/** The index that answers each filter; of a tab alone its own, of all tabs alone that of all. */
const FILTERS: readonly [string, () => PlainFilter, RegExp][] = [
  ["no filter", () => ({}), /^task_list_(all|ready|pending|queued|running|success|failed|stopped)$/],
  ["a workflow", () => ({ workflowId: "w7" }), /^task_list_workflow(_status)?$/],
  ["a batch", () => ({ batchId: BATCH }), /^task_list_batch_status$/],
  ["an account", () => ({ accountId }), /^task_list_account$/],
  ["any error", () => ({ hasError: true }), /^task_list_(error|failed)$/],
  ["one reason", () => ({ reasonCode: "OUT_OF_MEMORY" }), /^task_list_reason$/],
  [
    "a range of dates",
    () => ({ createdAfter: "2026-01-05T00:00:00.000Z", createdBefore: "2026-01-15T00:00:00.000Z" }),
    /^task_list_(all|ready|pending|queued|running|success|failed|stopped)$/,
  ],
];

describe.each(FILTERS)("by creation, with %s", (_, filterOf, index) => {
  test.each(TABS)(
    "the tab %s is read from its index, at any depth and in both directions",
    async (status) => {
      const filter = { ...tabOf(status), ...filterOf() };
      for (const sort of ["-createdAt", "createdAt"] as const)
        for (const reads of ["after", "before"] as const) {
          const text = await planOf(db, page(filter, sort, { ...HALFWAY, reads }));
          expect(text).not.toMatch(/Seq Scan|Bitmap/);
          for (const name of indexesOf(text)) expect(name).toMatch(index);
          expect(wastedRows(text), text).toBeLessThanOrEqual(60);
        }
    },
  );
});

test.each(TABS)("by completion, the tab %s is read in order", async (status) => {
  for (const sort of TASK_SORTS.filter((each) => each.endsWith("completedAt"))) {
    const text = await planOf(db, page(tabOf(status), sort, status === null ? HALFWAY : null));
    expect(text).not.toMatch(/Seq Scan|Bitmap/);
    for (const name of indexesOf(text))
      expect(name).toMatch(/^task_list_(completed|ready|pending|queued|running)$/);
    expect(wastedRows(text), text).toBe(0);
  }
});

test("by completion, a batch is read as a whole from its index", async () => {
  const text = await planOf(
    db,
    page({ batchId: BATCH, status: ["SUCCESS", "FAILED"] }, "-completedAt", HALFWAY),
  );
  expect(text).toContain("task_list_batch_status");
  expect(text).not.toMatch(/Seq Scan|task_list_completed/);
});

test("matching tasks are counted from the index of the filter", async () => {
  for (const [, filterOf] of FILTERS.slice(1, 6)) {
    const text = await planOf(db, matchesQuery({ ...filterOf(), status: ["FAILED", "SUCCESS"] }, 10_001));
    expect(text).not.toContain("Seq Scan");
    expect(wastedRows(text), text).toBe(0);
  }
});

test("words are looked up in the index of texts, a span of time at once", async () => {
  const reading = { filter: {}, sort: "-createdAt", cursor: null, limit: 51 } as const;
  const span = { piece: "span 8 2556", from: Date.parse("2026-01-01"), to: Date.parse("2026-01-02") };
  const words = { pattern: "%quokka%", pieces: ["quo", "uok", "okk", "kka"], named: [] };
  const text = await planOf(db, lookUpQuery(words, reading, span, 1_000));
  expect(text).toMatch(/Bitmap Index Scan on task_text_pieces/);
  expect(text).not.toMatch(/Seq Scan on task/);
  expect(wastedRows(text), text).toBeLessThanOrEqual(5);
});

test("where a word begins to be met is looked up in the index of texts", async () => {
  const spans = [1, 2, 3].map((n) => ({
    piece: `span 8 ${2556 - n}`,
    from: Date.parse("2026-01-01") - n,
    to: Date.parse("2026-01-02") - n,
  }));
  const words = { pattern: "%quokka%", pieces: ["quo", "uok", "okk", "kka"], named: [] };
  const text = await planOf(db, firstMetQuery(words, spans));
  expect(text).toMatch(/Nested Loop[\s\S]*Function Scan on span[\s\S]*Bitmap Index Scan on task_text_pieces/);
  expect(text).not.toMatch(/Seq Scan on task/);
});

test("the counts are seven rows", async () => {
  expect(await planOf(db, Prisma.sql`SELECT * FROM task_count`)).toMatch(/rows=7/);
});
