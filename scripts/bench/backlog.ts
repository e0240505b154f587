/** Fills a database as years of use would: tasks of many workflows, finalized ones with their attempts and timeline. */
import { randomUUID } from "node:crypto";
import type { Client } from "pg";

export interface BacklogSize {
  readonly pending: number;
  readonly finalized: number;
  /** So many PENDING tasks at the front belong to HELD_WORKFLOW. */
  readonly front?: number;
}

export const HELD_WORKFLOW = "held";
const SITE = "site.test";
const WORKFLOWS = 20;

/** Inserts in bulk, with triggers off and indexes made afterwards. @returns the id of the account with one slot. */
export async function fill(client: Client, size: BacklogSize): Promise<string> {
  const accountId = randomUUID();
  await client.query(
    `INSERT INTO account (id, name, base_url, site, api_key_cipher, api_key_hash, slot_limit)
     VALUES ($1, 'bench', 'http://127.0.0.1:9', $2, '-', '-', 1)`,
    [accountId, SITE],
  );
  await client.query("SET session_replication_role = replica");
  const restoreIndexes = await setIndexesAside(client, ["task", "attempt", "task_event"]);
  await insertTasks(client, accountId, size);
  await insertHistory(client, accountId);
  await client.query("SET session_replication_role = origin");
  await restoreIndexes();
  await client.query(
    `UPDATE task_count c SET count = (SELECT count(*) FROM task t WHERE t.status = c.status)`,
  );
  await client.query(
    `UPDATE queue_head SET created_at = (SELECT min(created_at) FROM task WHERE status = 'PENDING')`,
  );
  await tidy(client);
  return accountId;
}

/** What autovacuum does in time, at once. */
export async function tidy(client: Client): Promise<void> {
  await client.query("VACUUM (ANALYZE)");
  await client.query("CHECKPOINT");
}

/** Finalized tasks are the older ones; one task every 50 ms. */
async function insertTasks(
  client: Client,
  accountId: string,
  { pending, finalized, front = 0 }: BacklogSize,
) {
  const total = pending + finalized;
  await client.query(
    `INSERT INTO task (id, workflow_id, workflow_name, description, account_id, site, node_count, status, reason_code,
       reason_message, attempt_count, created_at, queued_at, started_at, completed_at, updated_at)
     SELECT uuidv7(), CASE WHEN waits AND n <= ${finalized + front} THEN '${HELD_WORKFLOW}' ELSE 'w' || n % ${WORKFLOWS} END,
       'workflow ' || n % ${WORKFLOWS}, 'task number ' || n, $1, $2, 3, status,
       CASE WHEN status = 'FAILED' THEN 'RUN_FAILED' END, CASE WHEN status = 'FAILED' THEN 'out of memory' END,
       CASE WHEN waits THEN 0 ELSE 1 END, at, at, CASE WHEN NOT waits THEN at END, CASE WHEN NOT waits THEN at END, at
     FROM (
       SELECT n, n > ${finalized} AS waits, now() - (${total} - n) * interval '50 ms' AS at,
         CASE WHEN n > ${finalized} THEN 'PENDING' WHEN n % 20 = 0 THEN 'FAILED' WHEN n % 20 = 1 THEN 'STOPPED'
           ELSE 'SUCCESS' END AS status
       FROM generate_series(1, ${total}) AS n
     ) made`,
    [accountId, SITE],
  );
}

/** One released attempt and two timeline entries per finalized task, one entry per waiting task. */
async function insertHistory(client: Client, accountId: string) {
  await client.query(
    `INSERT INTO attempt (id, task_id, account_id, number, slot_no, state, epoch, webhook_token, remote_id, remote_state,
       prepared_at, sent_at, answered_at, running_at, ended_at, released_at)
     SELECT uuidv7(), id, $1, 1, 1, 'ACCEPTED', 1, id::text, id::text, 'SUCCESS', created_at, created_at, created_at,
       created_at, created_at, created_at
     FROM task WHERE status <> 'PENDING' ORDER BY created_at`,
    [accountId],
  );
  await client.query(
    `INSERT INTO task_event (task_id, type, to_status, actor, at)
     SELECT id, 'start', 'PENDING', 'bench', created_at FROM task
     UNION ALL SELECT id, 'succeeded', status, 'runninghub', created_at FROM task WHERE status <> 'PENDING'`,
  );
}

/** Drops what only slows a bulk insert. @returns how to make it anew. */
export async function setIndexesAside(
  client: Client,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
     WHERE i.indrelid = ANY($1::regclass[]) AND c.oid IS NULL`,
    [tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return async () => {
    await client.query("SET maintenance_work_mem = '512MB'");
    for (const { definition } of rows) await client.query(definition);
  };
}
