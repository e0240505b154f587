/** What the rules of retention cost while nothing, or little, is due, and that they remove what their preview says. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RetentionRules } from "@/lib/storage-schemas";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { anAccount, anAttempt, aTask } from "../testing/factories";
import { planOf } from "../testing/plans";
import { connect, type Database } from "./prisma";
import { keptBytes, nextDoomed, RetentionRepository } from "./retention-repository";

const RESULTS = 12_000;
/** The newest results have files that older ones have as well. */
const FILES = 10_000;
const LIMIT = 500;

let database: TestDatabase;
let db: Database;
let retention: RetentionRepository;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url, answerMs: 120_000 });
  retention = new RetentionRepository(db);
  const account = await anAccount(db);
  const taskId = await aTask(db, account);
  const attemptId = await anAttempt(db, taskId, account);
  // One every hour, until now.
  await db.$executeRaw`
    INSERT INTO output (id, task_id, attempt_id, position, file_type, state, file_key, size, created_at)
    SELECT gen_random_uuid(), ${taskId}::uuid, ${attemptId}::uuid, n, 'png', 'STORED', 'results/' || repeat(md5(file::text), 2),
      1000 + file % 7, clock_timestamp() - (${RESULTS}::int - n) * interval '1 hour'
    FROM generate_series(1, ${RESULTS}::int) n CROSS JOIN LATERAL (SELECT n % ${FILES}::int) f (file)`;
  await db.$executeRaw`
    UPDATE gallery_item i SET favourite = n % 100 = 1, verdict = CASE WHEN n % 40 = 3 THEN 'KEPT' END
    FROM (SELECT id, position AS n FROM output) o WHERE o.id = i.output_id`;
  for (const table of ["gallery_item", "output"]) await db.$executeRawUnsafe(`VACUUM ANALYZE ${table}`);
}, 120_000);
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

test("what is due is looked for from the oldest on: no more is read than one round removes", async () => {
  const plan = await planOf(db, nextDoomed({ maxAgeDays: 3_000 }, 0, LIMIT));
  const [, read = ""] = /output_kept_age on output o \(actual rows=([\d.]+)/.exec(plan) ?? [];
  expect(Number(read), plan).toBe(LIMIT);
  expect(plan).not.toMatch(/Seq Scan|Hash/);
});

test("what all results take counts each file once", async () => {
  const [{ bytes } = { bytes: 0 }] = await db.$queryRaw<{ bytes: number }[]>`${keptBytes}`;
  expect(bytes).toBe(Array.from({ length: FILES }, (_, n) => 1000 + (n % 7)).reduce((sum, one) => sum + one));
});

const GIGABYTE = 1024 ** 3;
const RULES: readonly [string, RetentionRules][] = [
  ["an age", { maxAgeDays: 160, maxTotalGigabytes: null }],
  ["a size", { maxAgeDays: null, maxTotalGigabytes: 4_000_000 / GIGABYTE }],
  ["both", { maxAgeDays: 300, maxTotalGigabytes: 6_000_000 / GIGABYTE }],
  ["a size that is not reached", { maxAgeDays: null, maxTotalGigabytes: 1 }],
  ["an age that nothing has", { maxAgeDays: 520, maxTotalGigabytes: null }],
];

test.each(RULES)("what goes by %s is what the preview says, round by round", async (_what, rules) => {
  const { files, oldest, newest } = await retention.preview(rules);
  const all = await retention.next(rules, RESULTS);
  expect(all).toHaveLength(files);
  expect(new Set(all.map(({ key }) => key)).size).toBe(files);
  expect([all[0]?.at.toISOString() ?? null, all.at(-1)?.at.toISOString() ?? null]).toEqual([oldest, newest]);
  expect(await retention.next(rules, LIMIT)).toEqual(all.slice(0, LIMIT));
});
