/**
 * The line of an account `a`: the PENDING tasks that it may run, oldest first; a restarted old task therefore goes
 * first. Which is next is decided by one function in the database, `next_in_line`, which the claim calls too.
 */
import { Prisma } from "./prisma";

export const LINE_ORDER = Prisma.sql`t.created_at, t.id`;

/** The id of the task that is next, or null. */
export const NEXT_IN_LINE = Prisma.sql`next_in_line(a.id, a.site)`;

/** An account that may submit now. */
export const ACCOUNT_OPEN = Prisma.sql`a.paused_at IS NULL AND a.removed_at IS NULL
  AND (a.busy_until IS NULL OR a.busy_until <= clock_timestamp())`;

/** A free slot: fewer are held than allowed. */
export const HAS_ROOM = Prisma.sql`
  (SELECT count(*) FROM attempt x WHERE x.account_id = a.id AND x.released_at IS NULL) < a.slot_limit`;

/**
 * The front of the line, for showing places: id and created_at of those among the first `limit` waiting tasks that will
 * be claimed, in order. It looks at no more than that, however many wait, are held or already being sent: what the
 * ordered index does not hold is left to the first ones, or the planner reads and sorts another index as a whole.
 */
export function frontOfLine(limit: number): Prisma.Sql {
  const part = (whose: Prisma.Sql) => Prisma.sql`
    (SELECT t.id, t.created_at FROM task t
     WHERE ${whose} AND t.status = 'PENDING' AND t.deleted_at IS NULL AND t.created_at >= (SELECT created_at FROM queue_head)
     ORDER BY ${LINE_ORDER} LIMIT ${limit})`;
  return Prisma.sql`
    SELECT t.id, t.created_at FROM (
      SELECT t.* FROM (
        ${part(Prisma.sql`t.account_id = a.id`)} UNION ALL ${part(Prisma.sql`t.account_id IS NULL AND t.site = a.site`)}
      ) t ORDER BY ${LINE_ORDER} LIMIT ${limit}
    ) t
    WHERE NOT EXISTS (SELECT 1 FROM attempt live WHERE live.task_id = t.id AND live.released_at IS NULL)
      AND (NOT EXISTS (SELECT 1 FROM workflow_breaker WHERE opened_at IS NOT NULL) OR NOT EXISTS (
        SELECT 1 FROM task waiting JOIN workflow_breaker held ON held.kind = waiting.kind AND held.workflow_id = waiting.workflow_id
        WHERE waiting.id = t.id AND held.opened_at IS NOT NULL))
      AND (NOT EXISTS (SELECT 1 FROM spending_hold WHERE batch_id IS NOT NULL) OR NOT EXISTS (
        SELECT 1 FROM task waiting JOIN spending_hold held ON held.batch_id = waiting.batch_id WHERE waiting.id = t.id))`;
}
