/**
 * The line: which tasks wait for an account, and in which order. The claim, the agenda and the places that people see
 * read this one definition.
 */
import { Prisma } from "./prisma";

/** Oldest first. A restarted old task therefore goes first. */
export const LINE_ORDER = Prisma.sql`t.created_at, t.id`;

/**
 * A PENDING task `t` that may be claimed. One whose last run is not released yet (just stopped and started again) is
 * passed over, not a blocker; so is one of a workflow that is held.
 */
export const CLAIMABLE = Prisma.sql`t.status = 'PENDING' AND t.deleted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM attempt live WHERE live.task_id = t.id AND live.released_at IS NULL)
  AND NOT EXISTS (
    SELECT 1 FROM workflow_breaker held WHERE held.opened_at IS NOT NULL AND held.kind = t.kind AND held.workflow_id = t.workflow_id)`;

/**
 * The first `limit` claimable tasks that the account `a` may run, in order: those bound to it and those for any account
 * of its site, each read from its own index.
 */
export function lineOf(limit: number): Prisma.Sql {
  const part = (whose: Prisma.Sql) => Prisma.sql`
    (SELECT t.id, t.created_at FROM task t WHERE ${whose} AND ${CLAIMABLE}
       AND t.created_at >= (SELECT created_at FROM queue_head) ORDER BY ${LINE_ORDER} LIMIT ${limit})`;
  return Prisma.sql`SELECT t.id, t.created_at FROM (
    ${part(Prisma.sql`t.account_id = a.id`)} UNION ALL ${part(Prisma.sql`t.account_id IS NULL AND t.site = a.site`)}
  ) t ORDER BY ${LINE_ORDER} LIMIT ${limit}`;
}

/** An account `a` that may submit now. */
export const ACCOUNT_OPEN = Prisma.sql`a.paused_at IS NULL AND a.removed_at IS NULL
  AND (a.busy_until IS NULL OR a.busy_until <= clock_timestamp())`;
