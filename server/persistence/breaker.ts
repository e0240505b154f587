/** The circuit breaker of a workflow: so many failures in a row, and it takes no new runs until a person says so. */
import type { AuditRecord } from "@/lib/audit-schemas";
import { BREAKER_REASONS } from "@/lib/task-reason";
import type { TaskEvent } from "@/lib/task-status";
import { keepRecord } from "./audit-log";
import { hint } from "./hint";
import type { Database, Executor } from "./prisma";
import { BREAKER_FAILURES } from "./setting-repository";
import type { Reason } from "./task-transition";

interface Outcome {
  readonly taskId: string;
  readonly event: TaskEvent;
  readonly reason?: Reason;
}

/**
 * Counts what became of a run. Called in the transaction that moved the task, which holds the status counters: outcomes
 * of one workflow follow one another. @returns true when this failure made the workflow held.
 */
export async function countOutcome(tx: Executor, { taskId, event, reason }: Outcome): Promise<boolean> {
  if (event === "succeeded" || event === "corrected") {
    await tx.$executeRaw`
      DELETE FROM workflow_breaker b USING task t WHERE t.id = ${taskId}::uuid AND b.kind = t.kind AND b.workflow_id = t.workflow_id`;
    return false;
  }
  if (reason === undefined || !BREAKER_REASONS.includes(reason.code)) return false;
  const rows = await tx.$queryRaw<{ opened: boolean }[]>`
    WITH allowed AS (SELECT ${BREAKER_FAILURES} AS failures), before AS (
      SELECT o.opened_at FROM workflow_breaker o JOIN task t ON o.kind = t.kind AND o.workflow_id = t.workflow_id
      WHERE t.id = ${taskId}::uuid
    )
    INSERT INTO workflow_breaker AS b (kind, workflow_id, workflow_name, failures, opened_at, reason_code, reason_message)
    SELECT t.kind, t.workflow_id, t.workflow_name, 1, CASE WHEN allowed.failures = 1 THEN clock_timestamp() END,
      ${reason.code}, ${reason.message}
    FROM task t, allowed WHERE t.id = ${taskId}::uuid
    ON CONFLICT (kind, workflow_id) DO UPDATE SET failures = b.failures + 1, workflow_name = excluded.workflow_name,
      reason_code = excluded.reason_code, reason_message = excluded.reason_message,
      opened_at = CASE WHEN (SELECT failures FROM allowed) BETWEEN 1 AND b.failures + 1
        THEN coalesce(b.opened_at, clock_timestamp()) ELSE b.opened_at END
    RETURNING b.opened_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM before WHERE opened_at IS NOT NULL) AS opened`;
  return rows[0]?.opened ?? false;
}

export class BreakerRepository {
  constructor(private readonly db: Database) {}

  /** Lets the workflow run again, and counts its failures anew. @returns false when it was not held. */
  async close(kind: string, workflowId: string, record?: AuditRecord): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      const { count } = await tx.workflowBreaker.deleteMany({
        where: { kind, workflowId, openedAt: { not: null } },
      });
      if (count === 0) return false;
      await keepRecord(tx, record);
      await hint(tx);
      return true;
    });
  }

  async closeAll(): Promise<void> {
    await this.db.workflowBreaker.deleteMany({ where: { openedAt: { not: null } } });
    await hint(this.db);
  }
}
