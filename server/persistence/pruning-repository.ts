/**
 * Removes what is too old, a few hundred rows in a transaction. One process at a time, and never one that waits for
 * somebody: a row that is in use is left for the next time.
 */
import type { AuditRecord } from "@/lib/audit-schemas";
import type { TaskStatus } from "@/lib/task-status";
import { keepRecord } from "./audit-log";
import { type Database, type Executor, Prisma } from "./prisma";
import { PROTECTED } from "./protected-results";
import type { PurgedRow } from "./task-repository";

/** Where in the line of finished tasks a look has ended. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

/** What a step has done; null: another process prunes. */
export type Step<T> = T | null;

/** Kept among the settings, a row for each day: what was removed on it, until an entry of the audit log tells. */
const PRUNED = "records.pruned";
const LOCK = "pruning";

/** Of `task t`: it holds no slot, and no result that people keep; files of results go first, by rules of their own. */
const MAY_GO = Prisma.sql`
  t.deleted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.task_id = t.id AND (a.released_at IS NULL OR a.next_poll_at IS NOT NULL))
  AND NOT EXISTS (
    SELECT 1 FROM output o WHERE o.task_id = t.id AND (
      o.state = 'PENDING' OR (o.state = 'STORED' AND o.text IS NULL) OR ${PROTECTED}))`;

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The next tasks that ended more than so many days ago, the oldest first: read from one index, however many stay. */
export function nextFinished(
  days: number,
  status: TaskStatus,
  after: Place | null,
  limit: number,
): Prisma.Sql {
  return Prisma.sql`
    SELECT t.completed_at AS at, t.id FROM task t
    WHERE t.status = ${status} AND t.deleted_at IS NULL AND t.completed_at < now() - ${days}::float8 * interval '1 day'
      AND (t.completed_at, t.id) > (${after?.at ?? new Date(0)}::timestamptz, ${after?.id ?? NOBODY}::uuid)
    ORDER BY t.completed_at, t.id LIMIT ${limit}`;
}

export class PruningRepository {
  constructor(private readonly db: Database) {}

  /**
   * Looks at the next tasks that ended more than so many days ago, the oldest first, and removes those that may go.
   * @returns where it came to, null at the end of the line; and what is gone
   */
  tasks(
    days: number,
    status: TaskStatus,
    after: Place | null,
    limit: number,
  ): Promise<Step<{ last: Place | null; gone: PurgedRow[] }>> {
    return this.alone(async (tx) => {
      const looked = await tx.$queryRaw<Place[]>`${nextFinished(days, status, after, limit)}`;
      const gone = await removeTasks(
        tx,
        status,
        looked.map(({ id }) => id),
      );
      await note(tx, { tasks: gone.length, entries: 0 });
      return { last: looked.length < limit ? null : (looked.at(-1) ?? null), gone };
    });
  }

  /** Removes the oldest entries of the audit log that are older than so many days. @returns how many */
  auditEntries(days: number, limit: number): Promise<Step<number>> {
    return this.alone(async (tx) => {
      const entries = await tx.$executeRaw`
        DELETE FROM audit_entry WHERE id IN (
          SELECT id FROM audit_entry WHERE happened_at < now() - ${days}::float8 * interval '1 day'
          ORDER BY happened_at LIMIT ${limit})`;
      await note(tx, { tasks: 0, entries });
      return entries;
    });
  }

  /** What nobody can use any more: sessions, links and counted tries past their end, and names of files that RunningHub has forgotten. */
  leftovers(limit: number): Promise<Step<number>> {
    return this.alone(async (tx) => {
      const sessions = await tx.$executeRaw`
        DELETE FROM auth_session WHERE id IN (
          SELECT id FROM auth_session WHERE expires_at < now() - interval '1 day' LIMIT ${limit})`;
      const links = await tx.$executeRaw`
        DELETE FROM entry_link WHERE id IN (
          SELECT id FROM entry_link WHERE expires_at < now() - interval '30 days' LIMIT ${limit})`;
      const files = await tx.$executeRaw`
        DELETE FROM remote_file WHERE (account_id, sha256) IN (
          SELECT account_id, sha256 FROM remote_file WHERE uploaded_at < now() - interval '7 days' LIMIT ${limit})`;
      const tries = await tx.$executeRaw`
        DELETE FROM password_try WHERE key IN (SELECT key FROM password_try WHERE until < now() LIMIT ${limit})`;
      return sessions + links + files + tries;
    });
  }

  /** Writes the entries that tell what was removed on earlier days, each once. @param record of what a day came to */
  async tellDays(record: (day: string, counts: PruneCounts) => AuditRecord): Promise<void> {
    await this.db.$transaction(async (tx) => {
      const told = await tx.$queryRaw<({ day: string } & PruneCounts)[]>`
        WITH told AS (
          DELETE FROM setting WHERE starts_with(name, ${PRUNED}) AND value->>'day' < ${TODAY} RETURNING value)
        SELECT value->>'day' AS day, (value->>'tasks')::int AS tasks, (value->>'entries')::int AS entries
        FROM told ORDER BY day`;
      for (const { day, ...counts } of told) await keepRecord(tx, record(day, counts));
    });
  }

  private alone<T>(work: (tx: Executor) => Promise<T>): Promise<Step<T>> {
    return this.db.$transaction(
      async (tx) => {
        const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
          SELECT pg_try_advisory_xact_lock(hashtextextended(${LOCK}, 0)) AS mine`;
        return lock?.mine ? work(tx) : null;
      },
      { timeout: 60_000 },
    );
  }
}

export interface PruneCounts {
  readonly tasks: number;
  readonly entries: number;
}

/** Of UTC. */
const TODAY = Prisma.sql`to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;

async function removeTasks(tx: Executor, status: TaskStatus, ids: readonly string[]): Promise<PurgedRow[]> {
  if (ids.length === 0) return [];
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM task t WHERE t.id = ANY(${[...ids]}::uuid[]) AND t.status = ${status} AND ${MAY_GO}
    ORDER BY t.id FOR UPDATE SKIP LOCKED`;
  const mine = locked.map(({ id }) => id);
  // Whoever marks a result holds its item: either the mark is seen below, or it finds the result gone.
  await tx.$queryRaw`
    SELECT 1 FROM gallery_item i WHERE i.task_id = ANY(${mine}::uuid[]) ORDER BY i.output_id FOR UPDATE`;
  return tx.$queryRaw<PurgedRow[]>`
    WITH gone AS (
      DELETE FROM task t WHERE t.id = ANY(${mine}::uuid[]) AND ${MAY_GO} RETURNING t.id
    )
    SELECT id,
      ARRAY(SELECT file_key FROM output WHERE task_id = gone.id AND file_key IS NOT NULL) AS "fileKeys",
      ARRAY(SELECT sha256 FROM output WHERE task_id = gone.id AND sha256 IS NOT NULL) AS contents
    FROM gone`;
}

/** In the transaction of what it counts: a process that dies between two steps has told neither too much nor too little. */
async function note(tx: Executor, { tasks, entries }: PruneCounts): Promise<void> {
  if (tasks + entries === 0) return;
  await tx.$executeRaw`
    INSERT INTO setting (name, value)
    VALUES (${PRUNED}::text || ' ' || ${TODAY}, jsonb_build_object('day', ${TODAY}, 'tasks', ${tasks}::int, 'entries', ${entries}::int))
    ON CONFLICT (name) DO UPDATE SET updated_at = clock_timestamp(), value = setting.value || jsonb_build_object(
      'tasks', (setting.value->>'tasks')::int + ${tasks}::int, 'entries', (setting.value->>'entries')::int + ${entries}::int)`;
}
