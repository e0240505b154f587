/** Two results more for each task of the list's backlog that succeeded, and the gallery over all of them, with marks. */
import type { Client } from "pg";
import { setIndexesAside, tidy } from "./backlog";

const TABLES = ["output", "gallery_item", "output_tag"];

/** @returns how many results the gallery has */
export async function fillGallery(client: Client, say: (what: string) => void): Promise<number> {
  await client.query("SET session_replication_role = replica");
  const restoreIndexes = await setIndexesAside(client, TABLES);
  await client.query(
    `UPDATE output o SET created_at = t.completed_at FROM task t WHERE t.id = o.task_id AND t.completed_at IS NOT NULL`,
  );
  // Of three results one in ten is a film, and one in fifty a sound or a text.
  await client.query(
    `INSERT INTO output (id, task_id, attempt_id, position, node_id, file_type, mime_type, state, file_key, size, sha256, created_at)
     SELECT uuidv7(), o.task_id, o.attempt_id, more, '9',
       CASE WHEN kind < 10 THEN 'mp4' WHEN kind < 11 THEN 'wav' WHEN kind < 12 THEN 'txt' ELSE 'png' END, NULL,
       'STORED', o.id || '-' || more, 1200000, md5(o.id::text || more), o.created_at
     FROM (SELECT *, abs(hashtext(id::text)) % 100 AS kind FROM output) o CROSS JOIN generate_series(1, 2) more`,
  );
  say("results are there");
  await client.query(
    `INSERT INTO gallery_item (output_id, task_id, created_at, type, workflow_id, batch_id, account_id, shown, favourite, verdict)
     SELECT o.id, o.task_id, o.created_at, output_type(o.file_type), t.workflow_id, t.batch_id, a.account_id, true, lot < 20,
       CASE WHEN lot < 150 THEN 'KEPT' WHEN lot < 250 THEN 'REJECTED' END
     FROM (SELECT *, abs(hashtext(id::text || 'marks')) % 1000 AS lot FROM output) o
       JOIN task t ON t.id = o.task_id JOIN attempt a ON a.id = o.attempt_id`,
  );
  await client.query(
    `INSERT INTO output_tag (output_id, tag, type, created_at)
     SELECT output_id, (ARRAY['cover', 'final', '定稿', 'print', 'social'])[1 + abs(hashtext(output_id::text)) % 5], type, created_at
     FROM gallery_item WHERE abs(hashtext(output_id::text || 'tags')) % 50 = 0`,
  );
  await client.query("SET session_replication_role = origin");
  await restoreIndexes();
  await tidy(client);
  const { rows } = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM gallery_item");
  return rows[0]?.n ?? 0;
}
