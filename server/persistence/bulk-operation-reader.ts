/** What became of the tasks of an operation. */
import type { OperationFailures, OperationRefusal } from "@/lib/operation-schemas";
import type { Database } from "./prisma";

export interface OperationItemRow {
  readonly position: number;
  readonly taskId: string;
  readonly name: string | null;
  readonly outcome: "DONE" | "REFUSED" | null;
  readonly code: OperationRefusal | null;
  readonly statusBefore: string | null;
  readonly statusAfter: string | null;
}

const PAGE = 1_000;
/** Tasks that each reason names; the rest is counted, and in the report. */
const NAMED = 20;

export class BulkOperationReader {
  constructor(private readonly db: Database) {}

  /** All tasks in their order, a page at a time: a report of a million is never in memory. */
  async *items(id: string): AsyncGenerator<OperationItemRow[]> {
    for (let after = -1; ; ) {
      const rows: OperationItemRow[] = await this.db.$queryRaw<OperationItemRow[]>`
        SELECT position, task_id AS "taskId", name, outcome, code, status_before AS "statusBefore",
          status_after AS "statusAfter"
        FROM bulk_operation_item WHERE operation_id = ${id}::uuid AND position > ${after}::int
        ORDER BY position LIMIT ${PAGE}`;
      const last = rows.at(-1);
      if (last === undefined) return;
      yield rows;
      after = last.position;
    }
  }

  async failures(id: string): Promise<OperationFailures["groups"]> {
    return this.db.$queryRaw<OperationFailures["groups"]>`
      SELECT r.code, r.status_before AS "statusBefore", r.count, (
        SELECT json_agg(json_build_object('id', n.task_id, 'name', n.name) ORDER BY n.position) FROM (
          SELECT i.task_id, i.name, i.position FROM bulk_operation_item i
          WHERE i.operation_id = ${id}::uuid AND i.outcome = 'REFUSED' AND i.code = r.code
            AND i.status_before IS NOT DISTINCT FROM r.status_before
          ORDER BY i.position LIMIT ${NAMED}) n) AS items
      FROM (
        SELECT code, status_before, count(*)::int AS count FROM bulk_operation_item
        WHERE operation_id = ${id}::uuid AND outcome = 'REFUSED' GROUP BY code, status_before) r
      ORDER BY r.count DESC, r.code`;
  }
}
