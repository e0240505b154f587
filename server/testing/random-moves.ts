/** Many tasks moved at random in statements of many sizes: what the counters have to keep up with. */
import type { Client } from "pg";
import { TASK_STATUSES } from "@/lib/task-status";
import type { Random } from "./chaos/random";

const LARGEST_STATEMENT = 60;
const PEOPLE = ["user ada", "user grace", "token api-token", null];

/**
 * Gives the tasks other statuses and askers, and deletes and restores some, until so many moves are made. The ids are this caller's
 * alone: two that moved the same tasks could wait for one another.
 */
export async function moveAtRandom(
  client: Client,
  ids: readonly string[],
  moves: number,
  random: Random,
): Promise<void> {
  for (let made = 0; made < moves; ) {
    const size = Math.min(random.int(1, LARGEST_STATEMENT), moves - made, ids.length);
    const from = random.int(0, ids.length - size);
    const chosen = ids.slice(from, from + size);
    await client.query(
      `UPDATE task t SET status = m.status, queued_by = m.queued_by, deleted_at = CASE WHEN m.gone THEN now() END,
         completed_at = CASE WHEN m.status IN ('SUCCESS', 'FAILED', 'STOPPED') THEN now() END,
         reason_code = CASE m.status WHEN 'FAILED' THEN 'RUN_FAILED' WHEN 'STOPPED' THEN 'STOPPED_BY_PERSON' END
       FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[]) m (id, status, gone, queued_by) WHERE t.id = m.id`,
      [
        chosen,
        chosen.map(() => TASK_STATUSES[random.int(0, TASK_STATUSES.length - 1)]),
        chosen.map(() => random.int(0, 9) === 0),
        chosen.map(() => PEOPLE[random.int(0, PEOPLE.length - 1)]),
      ],
    );
    made += size;
  }
}

/** What the counters say more than there is, summed over the statuses; 0 = exact. */
export async function drift(client: Client): Promise<number> {
  const { rows } = await client.query<{ drift: number }>(
    `SELECT sum(abs(c.count - (SELECT count(*) FROM task t WHERE t.status = c.status AND t.deleted_at IS NULL)))::int AS drift
     FROM task_count c`,
  );
  return rows[0]?.drift ?? Number.NaN;
}

/** The same of the counts of what waits, summed over who put it in line. */
export async function waitingDrift(client: Client): Promise<number> {
  const { rows } = await client.query<{ drift: number }>(
    `SELECT coalesce(sum(abs(coalesce(c.count, 0) - coalesce(t.count, 0))), 0)::int AS drift
     FROM waiting_count c FULL JOIN (
       SELECT queued_by, count(*) FROM task WHERE status = 'PENDING' AND deleted_at IS NULL AND queued_by IS NOT NULL GROUP BY queued_by
     ) t USING (queued_by)`,
  );
  return rows[0]?.drift ?? Number.NaN;
}
