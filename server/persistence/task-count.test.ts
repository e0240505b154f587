import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TASK_STATUSES } from "@/lib/task-status";
import { Random } from "../testing/chaos/random";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { drift, moveAtRandom, waitingDrift } from "../testing/random-moves";

const WRITERS = 4;
const TASKS_EACH = 120;
const MOVES_EACH = 2_000;

let database: TestDatabase;
let clients: pg.Client[];

beforeAll(async () => {
  database = await createTestDatabase();
  clients = Array.from({ length: WRITERS }, () => new pg.Client({ connectionString: database.url }));
  for (const client of clients) await client.connect();
});
afterAll(async () => {
  for (const client of clients) await client.end();
  await database.drop();
});

async function create(client: pg.Client): Promise<string[]> {
  const ids = Array.from({ length: TASKS_EACH }, () => randomUUID());
  await client.query(
    `INSERT INTO task (id, workflow_id, workflow_name, site, node_count)
     SELECT id, '1', 'a workflow', 'site.test', 1 FROM unnest($1::uuid[]) id`,
    [ids],
  );
  return ids;
}

test("the counts are exact after thousands of random moves by several writers at once", async () => {
  const random = new Random(5);
  const [judge] = clients;
  if (!judge) throw new Error("there are clients");
  await Promise.all(
    clients.map(async (client) =>
      moveAtRandom(client, await create(client), MOVES_EACH, random.fork("writer")),
    ),
  );
  expect([await drift(judge), await waitingDrift(judge)]).toEqual([0, 0]);
  await judge.query("DELETE FROM task WHERE id IN (SELECT id FROM task ORDER BY id LIMIT 200)");
  expect([await drift(judge), await waitingDrift(judge)]).toEqual([0, 0]);
  const { rows } = await judge.query("SELECT status FROM task_count ORDER BY status");
  expect(rows.map(({ status }) => status)).toEqual([...TASK_STATUSES].sort());
});

test("the judge of the counts notices one that is off by one", async () => {
  const [judge] = clients;
  await judge?.query("UPDATE waiting_count SET count = count + 1 WHERE queued_by = 'user ada'");
  expect(judge && (await waitingDrift(judge))).toBe(1);
  await judge?.query("UPDATE task_count SET count = count + 1 WHERE status = 'READY'");
  expect(judge && (await drift(judge))).toBe(1);
});
