/** Operations on many tasks as rows: accepted, settled, looked at, aborted, forgotten. Their work is in bulk-operation-work. */
import type { Asker } from "@/lib/actor";
import type { AuditRecord } from "@/lib/audit-schemas";
import type { OperationAction, OperationTarget } from "@/lib/operation-schemas";
import { keepRecord } from "./audit-log";
import { hint } from "./hint";
import { type Database, type Executor, Prisma } from "./prisma";
import { whereAll } from "./search-condition";

export type StoredTarget = OperationTarget | { readonly undo: string; readonly of: UndoneAction };
/** What can be undone. */
export type UndoneAction = "stop" | "delete";

export interface NewOperation {
  readonly id: string;
  readonly action: OperationAction;
  readonly by: Asker;
  readonly target: StoredTarget;
}

export interface OperationRow extends Omit<NewOperation, "by"> {
  readonly actor: string;
  readonly undoes: string | null;
  /** The operation that undid it. */
  readonly undoneBy: string | null;
  readonly total: number | null;
  readonly done: number;
  readonly succeeded: number;
  readonly undoable: number;
  readonly abortedBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Since it was asked for, by the database's clock. */
  readonly ageSeconds: number;
}

const ROW = Prisma.sql`
  o.id, o.action, o.actor, o.target, o.undoes, u.id AS "undoneBy", o.total, o.done, o.succeeded, o.undoable,
  o.aborted_by AS "abortedBy", o.created_at AS "createdAt", o.finished_at AS "finishedAt",
  extract(epoch FROM clock_timestamp() - o.created_at)::float8 AS "ageSeconds"
  FROM bulk_operation o LEFT JOIN bulk_operation u ON u.undoes = o.id`;

export class BulkOperationRepository {
  constructor(private readonly db: Database) {}

  /**
   * Of two requests with one id at once, one waits here and then finds the other's row.
   * @returns whether the row that is there now is this request: made by it, or by the same one before.
   */
  async accept({ id, action, by, target }: NewOperation, record?: AuditRecord): Promise<boolean> {
    const json = JSON.stringify(target);
    const undoes = "undo" in target ? target.undo : null;
    await this.db.$transaction(async (tx) => {
      const added = await tx.$executeRaw`
        INSERT INTO bulk_operation (id, action, actor, queued_by, target, undoes)
        VALUES (${id}::uuid, ${action}, ${by.name}, ${by.quotaOf}, ${json}::jsonb, ${undoes}::uuid) ON CONFLICT DO NOTHING`;
      if (added === 1) await keepRecord(tx, record);
    });
    const same = await this.db.$queryRaw<unknown[]>`
      SELECT 1 FROM bulk_operation
      WHERE id = ${id}::uuid AND action = ${action} AND actor = ${by.name} AND target = ${json}::jsonb`;
    return same.length > 0;
  }

  async find(id: string): Promise<OperationRow | null> {
    const rows = await this.db.$queryRaw<OperationRow[]>`SELECT ${ROW} WHERE o.id = ${id}::uuid`;
    return rows[0] ?? null;
  }

  /** Those under way, and those that ended in the last minutes; the newest first. */
  async recent(minutes: number, limit: number): Promise<OperationRow[]> {
    return this.db.$queryRaw<OperationRow[]>`
      SELECT ${ROW}
      WHERE o.finished_at IS NULL OR o.finished_at > clock_timestamp() - ${minutes}::float8 * interval '1 minute'
      ORDER BY o.created_at DESC LIMIT ${limit}`;
  }

  /**
   * Settles which tasks are meant, in one statement. Done once, whoever comes first: the accepting process or the one
   * that works. Nothing is locked but the operation's own row.
   */
  async settle(id: string): Promise<void> {
    await this.db.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ target: StoredTarget }[]>`
        SELECT target FROM bulk_operation WHERE id = ${id}::uuid AND total IS NULL AND finished_at IS NULL FOR UPDATE`;
      const operation = rows[0];
      if (operation === undefined) return;
      const total = await insertItems(tx, id, operation.target);
      await tx.$executeRaw`
        UPDATE bulk_operation SET total = ${total}, finished_at = CASE WHEN ${total} = 0 THEN clock_timestamp() END
        WHERE id = ${id}::uuid`;
      // The process that works on it may be another one.
      await hint(tx);
    });
  }

  /** Waits for the tasks it is at; what is done stays done. @returns false when it had ended before. */
  async abort(id: string, actor: string, record?: AuditRecord): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      await takeTurnOf(tx, id);
      const ended = await tx.$executeRaw`
        UPDATE bulk_operation SET aborted_by = ${actor}, finished_at = clock_timestamp(), total = coalesce(total, 0)
        WHERE id = ${id}::uuid AND finished_at IS NULL`;
      if (ended === 1) await keepRecord(tx, record);
      return ended === 1;
    });
  }

  /** Removes reports older than this, at most so many rows of them at once. */
  async forget(days: number, limit: number): Promise<void> {
    const old = Prisma.sql`
      o.created_at < clock_timestamp() - ${days}::float8 * interval '1 day' AND o.finished_at IS NOT NULL`;
    await this.db.$executeRaw`
      DELETE FROM bulk_operation_item WHERE (operation_id, position) IN (
        SELECT i.operation_id, i.position FROM bulk_operation o JOIN bulk_operation_item i ON i.operation_id = o.id
        WHERE ${old} LIMIT ${limit})`;
    await this.db.$executeRaw`
      DELETE FROM bulk_operation o WHERE ${old}
        AND NOT EXISTS (SELECT 1 FROM bulk_operation_item i WHERE i.operation_id = o.id)`;
  }
}

/**
 * Waits in a queue for the operation. A lock of its row knows none: chunk after chunk would take it again before an
 * abort that waits for it.
 */
export async function takeTurnOf(tx: Executor, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`bulk_operation ${id}`}, 0))`;
}

/** @returns how many tasks are meant. */
async function insertItems(tx: Executor, id: string, target: StoredTarget): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO bulk_operation_item (operation_id, position, task_id, name, event_id, undoable)
    SELECT ${id}::uuid, row_number() OVER (ORDER BY meant.place, meant.task_id) - 1, meant.task_id, meant.name, meant.event_id, meant.undoable
    FROM (${meantBy(target)}) meant`;
}

/** Columns task_id, name, place, event_id, undoable. Named tasks that are not there come last, so that they are reported. */
function meantBy(target: StoredTarget): Prisma.Sql {
  const fromTask = Prisma.sql`t.workflow_name AS name, t.created_at AS place, NULL::bigint AS event_id, false AS undoable`;
  if ("undo" in target)
    return Prisma.sql`
      SELECT i.task_id, i.name, i.position AS place, i.event_id, i.undoable
      FROM bulk_operation_item i WHERE i.operation_id = ${target.undo}::uuid AND i.outcome = 'DONE'`;
  if (target.failedOf !== undefined)
    return Prisma.sql`
      SELECT i.task_id, i.name, i.position AS place, NULL::bigint AS event_id, false AS undoable
      FROM bulk_operation_item i WHERE i.operation_id = ${target.failedOf}::uuid AND i.outcome = 'REFUSED'`;
  if (target.filter !== undefined)
    return Prisma.sql`SELECT t.id AS task_id, ${fromTask} FROM task t WHERE ${whereAll(target.filter)}`;
  return Prisma.sql`
    SELECT asked.id AS task_id, ${fromTask}
    FROM (SELECT DISTINCT unnest(${target.ids ?? []}::uuid[]) AS id) asked
    LEFT JOIN task t ON t.id = asked.id AND t.deleted_at IS NULL`;
}
