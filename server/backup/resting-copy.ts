/**
 * A restored copy rests until a person resumes the line: the original may still run, with the same keys, hooks and bucket.
 * While it rests, no process can take the lease, so nothing is submitted, looked at, cancelled, told or cleaned up.
 */
import type { Client } from "pg";
import { RESTING_LEASE, RESTORED_FROM } from "../persistence/resting";

/** In the transaction that brings the rows back, while no trigger runs. @param madeAt when the backup was made */
export async function layToRest(client: Client, madeAt: string): Promise<void> {
  await client.query(
    `INSERT INTO setting (name, value) VALUES ('queue.paused', 'true'), ('${RESTORED_FROM}', to_jsonb($1::text))
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = clock_timestamp()`,
    [madeAt],
  );
  await client.query(
    `UPDATE scheduler_lease SET name = '${RESTING_LEASE}', expires_at = clock_timestamp() WHERE name = 'scheduler'`,
  );
  // The original has sent them since, or is about to: like any submit without an answer, they are never sent again.
  await client.query(
    `UPDATE attempt SET state = 'SENT', sent_at = prepared_at WHERE state = 'PREPARED' AND released_at IS NULL`,
  );
  // The original tells of what happened there.
  await client.query("DELETE FROM notification_news");
  await client.query(
    `UPDATE notification_delivery SET state = 'GIVEN_UP', next_try_at = NULL WHERE state = 'PENDING'`,
  );
  // Archives may be older than the log.
  const { rows: log } = await client.query("SELECT to_regclass('audit_entry') IS NOT NULL AS there");
  if (!log[0]?.there) return;
  await client.query(
    `INSERT INTO audit_entry (action, actor_kind, actor_name, changed)
     VALUES ('queue.restored', 'system', 'HubQueue', jsonb_build_object('madeAt', $1::text))`,
    [madeAt],
  );
}
