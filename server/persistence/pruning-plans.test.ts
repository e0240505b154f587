/** What a step of pruning costs among many tasks that stay. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { planOf, wastedRows } from "../testing/plans";
import { connect, type Database } from "./prisma";
import { nextFinished, PruningRepository } from "./pruning-repository";

const TASKS = 20_000;
const LIMIT = 500;

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url, answerMs: 120_000 });
  // One an hour, until now; half of them failed.
  await db.$executeRaw`
    INSERT INTO task (id, workflow_id, workflow_name, site, node_count, status, reason_code, completed_at)
    SELECT gen_random_uuid(), '1', 'old', 'site.test', 1, CASE WHEN n % 2 = 0 THEN 'SUCCESS' ELSE 'FAILED' END,
      CASE WHEN n % 2 = 1 THEN 'RUN_FAILED' END, now() - n * interval '1 hour'
    FROM generate_series(1, ${TASKS}::int) n`;
  await db.$executeRawUnsafe("VACUUM ANALYZE task");
}, 120_000);
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

test("the next old tasks are read from their index: no more than a step looks at, wherever it goes on", async () => {
  const first = await new PruningRepository(db).tasks(30, "SUCCESS", null, LIMIT);
  for (const after of [null, first?.last ?? null]) {
    const plan = await planOf(db, nextFinished(30, "SUCCESS", after, LIMIT));
    expect(plan).toMatch(/Index.*Scan.*using task_list_completed/);
    expect([plan.includes("Sort"), wastedRows(plan)], plan).toEqual([false, 0]);
  }
});

test("nothing is read where nothing is old enough", async () => {
  const plan = await planOf(db, nextFinished(3_000, "SUCCESS", null, LIMIT));
  expect(plan).toMatch(/actual rows=0/);
  expect(wastedRows(plan), plan).toBe(0);
});
