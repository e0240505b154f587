/** Which account a task is bound to. */
import { ACTIVE_STATUSES, type TaskStatus } from "@/lib/task-status";
import type { Database } from "./prisma";

export class AssignmentRepository {
  constructor(private readonly db: Database) {}

  /**
   * Binds the task to an account and its site, or with null to any account of the site it has. Not while it runs, is
   * being submitted or its submit is unclear: its run belongs to an account. Its place in line stays.
   * @returns its status, or null when it may not be moved now.
   */
  async bind(taskId: string, accountId: string | null, actor: string): Promise<TaskStatus | null> {
    return this.db.$transaction(async (tx) => {
      // First the lock, then a new statement: a claim that held the task is seen.
      await tx.$queryRaw`SELECT 1 FROM task WHERE id = ${taskId}::uuid FOR UPDATE`;
      const rows = await tx.$queryRaw<{ status: TaskStatus }[]>`
      WITH chosen AS (SELECT id, site, name FROM account WHERE id = ${accountId}::uuid AND removed_at IS NULL FOR KEY SHARE),
      moved AS (
        UPDATE task t SET account_id = ${accountId}::uuid, site = coalesce((SELECT site FROM chosen), t.site),
          updated_at = clock_timestamp()
        WHERE t.id = ${taskId}::uuid AND t.deleted_at IS NULL AND t.status <> ALL(${["SUCCESS", ...ACTIVE_STATUSES]})
          AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.id = t.current_attempt_id AND a.released_at IS NULL)
          AND (${accountId}::uuid IS NULL OR EXISTS (SELECT 1 FROM chosen))
        RETURNING t.id, t.status
      ), noted AS (
        INSERT INTO task_event (task_id, type, message, actor)
        SELECT id, 'assigned', (SELECT name FROM chosen), ${actor} FROM moved
      )
      SELECT status FROM moved`;
      return rows[0]?.status ?? null;
    });
  }
}
