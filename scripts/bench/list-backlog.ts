/** Fills a database as years of use by a team would: batches and single tasks, prompts in two languages, results, timelines. */
import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { setIndexesAside, tidy } from "./backlog";
import { CHINESE, ENGLISH, SYLLABLES, WORKFLOW_NAMES } from "./list-words";

export interface ListGround {
  readonly accountIds: readonly string[];
  readonly tasks: number;
}

const SITE = "site.test";
export const WORKFLOWS = 60;
const UPLOADS = 500;
export const DAYS = 400;
/** In half of the prompts of the older half, and in none of the newer. */
export const OLD_WORD = "nimbus";
const TABLES = ["task", "node_input", "attempt", "task_event", "output", "task_text"];

/** Inserts in bulk, with triggers off and indexes made afterwards. A task's number decides everything about it. */
export async function fillList(
  client: Client,
  tasks: number,
  say: (what: string) => void,
): Promise<ListGround> {
  const accountIds = Array.from({ length: 4 }, () => randomUUID());
  await client.query(
    `INSERT INTO account (id, name, base_url, site, api_key_cipher, api_key_hash, slot_limit, paused_at, pause_code, pause_message)
     SELECT id, 'account ' || n, 'http://127.0.0.1:9', $2, '-', '-', 20, now(), 'PAUSED_BY_PERSON', 'Paused by the bench' FROM unnest($1::uuid[]) WITH ORDINALITY made (id, n)`,
    [accountIds, SITE],
  );
  await client.query("SET session_replication_role = replica");
  const restoreIndexes = await setIndexesAside(client, TABLES);
  await makeWords(client);
  await insertUploads(client);
  await insertTasks(client, tasks, accountIds);
  say("tasks are there");
  await insertInputs(client);
  say("inputs are there");
  await client.query(
    `INSERT INTO task_text SELECT task_id, created_at, text, true FROM task_text_of(ARRAY(SELECT id FROM task)) ORDER BY created_at`,
  );
  say("texts are there");
  await insertHistory(client, accountIds[0] ?? "");
  say("runs, results and timelines are there");
  await client.query("SET session_replication_role = origin");
  await restoreIndexes();
  say("indexes are there");
  await client.query(
    "UPDATE task_count c SET count = (SELECT count(*) FROM task t WHERE t.status = c.status)",
  );
  await client.query(
    "UPDATE queue_head SET created_at = (SELECT min(created_at) FROM task WHERE status = 'PENDING')",
  );
  // Noting a million runs would go on beside what is measured; the dashboard's part does it first.
  await client.query("UPDATE run_fact_fill SET done = true");
  await tidy(client);
  return { accountIds, tasks };
}

const PARTS = [
  "quality",
  "subject",
  "place",
  "light",
  "style",
  "lens",
  "style",
  "light",
  "subject",
  "place",
  "style",
] as const;

/** Prompts are put together in the database; `draw` is a number that depends on another and a salt. */
async function makeWords(client: Client): Promise<void> {
  await client.query(
    `CREATE FUNCTION pg_temp.draw(n BIGINT, salt INT, below INT) RETURNS INT LANGUAGE sql IMMUTABLE AS
       $$ SELECT abs(hashint8extended(n, salt) % below)::int $$`,
  );
  const pick = (words: readonly string[], n: string, salt: number) =>
    `(${literalList(words)})[1 + pg_temp.draw(${n}, ${salt}, ${words.length})]`;
  const prompt = (lists: typeof ENGLISH | typeof CHINESE, comma: string) =>
    PARTS.map((part, i) => pick(lists[part], "n", 10 + i)).join(` || '${comma}' || `);
  const name = [3, 4, 5].map((salt) => pick(SYLLABLES, "n / 4096", salt)).join(" || ");
  await client.query(
    `CREATE FUNCTION pg_temp.prompt(n BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
       SELECT CASE WHEN pg_temp.draw(n, 1, 10) < 4 THEN ${prompt(CHINESE, "，")} ELSE ${prompt(ENGLISH, ", ")} END
         || CASE WHEN pg_temp.draw(n, 2, 5) = 0 THEN ', ' || ${name} ELSE '' END $$`,
  );
}

const literalList = (words: readonly string[]) => `ARRAY[${words.map((word) => `'${word}'`).join()}]`;

async function insertUploads(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO upload (id, file_name, size, mime_type, sha256)
     SELECT uuidv7(), 'IMG_' || 4000 + n || '.jpg', 900000, 'image/jpeg', md5(n::text) FROM generate_series(1, $1::int) n`,
    [UPLOADS],
  );
}

/**
 * Two thirds of the tasks are of sheets, which share one moment and one workflow; the newest tenth waits or runs; of the
 * rest one in twenty is left READY. A workflow is the more frequent the lower its number.
 */
async function insertTasks(client: Client, tasks: number, accountIds: readonly string[]): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE sheet AS SELECT n, uuidv7() AS id, (1 + (pg_temp.draw(n, 20, 100)::float8 / 100) ^ 4 * 3000)::int AS size
     FROM generate_series(1, greatest($1 / 300, 10)) n`,
    [tasks],
  );
  await client.query(
    `CREATE TEMP TABLE placed AS
     SELECT s.n, s.id, sum(size) OVER (ORDER BY s.n) - size AS first, size FROM sheet s`,
  );
  await client.query(
    `INSERT INTO batch (id, name, created_at) SELECT id, 'sheet ' || n, now() - interval '${DAYS} days' FROM placed
     WHERE first < $1`,
    [tasks],
  );
  await client.query(
    `CREATE TEMP TABLE numbered AS
     SELECT p.first + row AS n, CASE WHEN p.n % 3 < 2 THEN p.id END AS batch_id, CASE WHEN p.n % 3 < 2 THEN row - 1 END AS batch_row,
       CASE WHEN p.n % 3 < 2 THEN p.first ELSE p.first + row - 1 END AS origin
     FROM placed p CROSS JOIN generate_series(1, p.size) row WHERE p.first + row <= $1`,
    [tasks],
  );
  await client.query(
    `INSERT INTO task (id, workflow_id, workflow_name, description, batch_id, batch_row, account_id, ran_on_account_id, site, node_count,
       status, reason_code, reason_message, remote_id, attempt_count, coins, seconds, created_at, queued_at, started_at, completed_at, updated_at)
     SELECT uuidv7(at - now()), 'w' || workflow, (${literalList(WORKFLOW_NAMES)})[1 + workflow % ${WORKFLOW_NAMES.length}],
       CASE WHEN batch_id IS NULL AND n % 3 = 0 THEN 'for the cover, take ' || n % 50 END, batch_id, batch_row,
       CASE WHEN bound THEN account END, CASE WHEN ran THEN account END, $2, 3, status,
       CASE WHEN status = 'FAILED' THEN (ARRAY['RUN_FAILED','RUN_FAILED','RUN_FAILED','OUT_OF_MEMORY','TASK_TIMEOUT','SUBMIT_REFUSED','CONTENT_REFUSED'])[1 + pg_temp.draw(n, 30, 7)]
         WHEN status = 'STOPPED' THEN 'STOPPED_BY_PERSON' WHEN status = 'PENDING' AND n % 5000 = 0 THEN 'CAPACITY' END,
       CASE WHEN status = 'FAILED' THEN 'the run failed in node 3' END, CASE WHEN ran THEN (2000000000000000000 + n)::text END,
       CASE WHEN ran THEN 1 ELSE 0 END, CASE WHEN ran THEN 3 END, CASE WHEN ran THEN 40 END, at,
       CASE WHEN status <> 'READY' THEN at END, CASE WHEN ran THEN ended - interval '40 s' END,
       CASE WHEN status IN ('SUCCESS', 'FAILED', 'STOPPED') THEN ended END, ended
     FROM (
       SELECT *, status NOT IN ('READY', 'PENDING') AS ran, at + interval '2 min' + (n - origin) * interval '15 s' AS ended,
         ($3::uuid[])[1 + pg_temp.draw(origin, 31, 7) % 4] AS account, pg_temp.draw(origin, 32, 3) > 0 AS bound
       FROM (
         SELECT *, date_trunc('milliseconds', now() - ($1 - origin)::float8 / $1 * interval '${DAYS} days') AS at,
           ((pg_temp.draw(origin, 33, 1000)::float8 / 1000) ^ 3 * ${WORKFLOWS})::int AS workflow,
           CASE WHEN n > $1 - 20 THEN 'RUNNING' WHEN n > $1 - 40 THEN 'QUEUED' WHEN n > $1 * 0.9 THEN 'PENDING'
             WHEN pg_temp.draw(n, 34, 100) < 5 THEN 'READY' WHEN pg_temp.draw(n, 34, 100) < 8 THEN 'STOPPED'
             WHEN pg_temp.draw(n, 34, 100) < 17 THEN 'FAILED' ELSE 'SUCCESS' END AS status
         FROM numbered
       ) aged
     ) made
     ORDER BY n`,
    [tasks, SITE, accountIds],
  );
}

/** A prompt, what it must not have, a number and a file; of one sheet in three the prompt is the same but for a number. */
async function insertInputs(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO node_input (task_id, position, node_id, field_name, value, value_type, upload_id)
     SELECT t.id, 0, '6', 'text', pg_temp.prompt(hashint8(CASE WHEN t.batch_row IS NULL OR hashint8(t.batch_row) % 3 = 0
       THEN hashint8extended(extract(epoch FROM t.created_at)::bigint, coalesce(t.batch_row, 0)) ELSE extract(epoch FROM t.created_at)::bigint END))
       || CASE WHEN t.created_at < now() - interval '${DAYS / 2} days' AND hashtext(t.id::text) % 2 = 0 THEN ', ${OLD_WORD} series' ELSE '' END
       || coalesce(', no. ' || t.batch_row, ''), 'string', NULL::uuid FROM task t
     UNION ALL SELECT id, 1, '7', 'text', 'text, frame, low detail, blurry', 'string', NULL FROM task
     UNION ALL SELECT id, 2, '3', 'steps', '20', 'number', NULL FROM task
     UNION ALL SELECT t.id, 3, '10', 'image', NULL, 'upload', u.ids[1 + (hashtext(t.id::text) & 255)]
       FROM task t, (SELECT array_agg(id) AS ids FROM upload) u WHERE t.workflow_id < 'w3'`,
  );
}

/** One run of each task that ever ran: it holds its slot from 5 s before it starts to its end. */
async function insertHistory(client: Client, accountId: string): Promise<void> {
  await client.query(
    `INSERT INTO attempt (id, task_id, account_id, number, slot_no, state, epoch, webhook_token, remote_id, remote_state, outcome_code,
       coins, seconds, prepared_at, sent_at, answered_at, running_at, ended_at, released_at)
     SELECT uuidv7(t.created_at - now()), id, coalesce(t.ran_on_account_id, $1), 1, 1, 'ACCEPTED', 1, id::text, t.remote_id,
       CASE WHEN status = 'SUCCESS' THEN 'SUCCESS' ELSE 'FAILED' END,
       CASE WHEN status = 'FAILED' THEN reason_code END, t.coins, t.seconds,
       started_at - interval '5 s', started_at - interval '5 s', started_at - interval '5 s', started_at,
       coalesce(completed_at, started_at), coalesce(completed_at, started_at)
     FROM task t WHERE t.attempt_count > 0`,
    [accountId],
  );
  await client.query(
    `INSERT INTO output (id, task_id, attempt_id, position, node_id, file_type, mime_type, state, file_key, size, sha256)
     SELECT uuidv7(), a.task_id, a.id, 0, '9', 'png', 'image/png', 'STORED', a.id::text, 1200000, md5(a.id::text)
     FROM attempt a JOIN task t ON t.id = a.task_id AND t.status = 'SUCCESS'`,
  );
  await client.query(
    `INSERT INTO task_event (task_id, type, to_status, actor, at)
     SELECT id, 'created', 'READY', 'bench', created_at FROM task
     UNION ALL SELECT id, 'start', 'PENDING', 'bench', queued_at FROM task WHERE queued_at IS NOT NULL
     UNION ALL SELECT id, lower(status), status, 'runninghub', completed_at FROM task WHERE completed_at IS NOT NULL`,
  );
}
