/** What a workflow's earlier tasks tell about the next ones. Every read is bounded: the tasks are picked through an index first. */
import type { RecentValue } from "@/lib/history-schemas";
import type { InstanceType, WorkflowKind } from "@/lib/task-schemas";
import { type Database, Prisma } from "./prisma";
import { typedValue } from "./task-view";

/** What is counted as the same kind of work. */
export interface SameWork {
  /** RunningHub's id. */
  readonly workflowId: string;
  readonly kind: WorkflowKind;
  /** Left out: any machine. */
  readonly instanceType?: InstanceType;
}

export interface PastRuns {
  readonly runs: number;
  readonly medianSeconds: number | null;
  readonly medianCoins: number | null;
  readonly medianMoney: number | null;
}

interface PastValue {
  readonly value: string | null;
  readonly valueType: string;
  readonly uploadId: string | null;
  readonly fileName: string | null;
}

/** Successes that are counted. */
const LAST_RUNS = 50;
/** Successes looked at for those on one machine. */
const SEARCHED_RUNS = 500;
const SEARCHED_TASKS = 200;
const RECENT_VALUES = 10;

export class HistoryReader {
  constructor(private readonly db: Database) {}

  /** Medians over the last successes, from the start of the run to its end; null where there is none. */
  async pastRuns(work: SameWork): Promise<PastRuns> {
    const rows = await this.db.$queryRaw<PastRuns[]>`
      SELECT count(*)::int AS runs,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at)::float8) AS "medianSeconds",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY coins::float8) AS "medianCoins",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY money::float8) AS "medianMoney"
      FROM (${lastSuccesses(work)}) done`;
    return rows[0] ?? { runs: 0, medianSeconds: null, medianCoins: null, medianMoney: null };
  }

  /** The values the field last had, each once, the latest first. Files are the same when their contents are. */
  async recentValues(
    work: SameWork,
    { nodeId, fieldName }: { nodeId: string; fieldName: string },
  ): Promise<RecentValue[]> {
    const rows = await this.db.$queryRaw<PastValue[]>`
      SELECT value, "valueType", "uploadId", "fileName" FROM (
        SELECT DISTINCT ON (i.value, i.value_type, u.sha256) i.value, i.value_type AS "valueType", i.upload_id AS "uploadId",
          u.file_name AS "fileName", t.place
        FROM (${lastTasks(work)}) t JOIN node_input i ON i.task_id = t.id LEFT JOIN upload u ON u.id = i.upload_id
        WHERE i.node_id = ${nodeId} AND i.field_name = ${fieldName} AND (i.value <> '' OR i.upload_id IS NOT NULL)
        ORDER BY i.value, i.value_type, u.sha256, t.place
      ) each_once ORDER BY place LIMIT ${RECENT_VALUES}`;
    return rows.map(({ value, valueType, uploadId, fileName }) =>
      uploadId === null
        ? { fieldValue: typedValue(value ?? "", valueType) }
        : { uploadId, fileName: fileName ?? "" },
    );
  }
}

/** In their own order, the latest first. */
export function lastTasks({ workflowId, kind }: SameWork): Prisma.Sql {
  return Prisma.sql`
    SELECT id, row_number() OVER (ORDER BY created_at DESC, id DESC) AS place FROM task
    WHERE workflow_id = ${workflowId} AND kind = ${kind} AND deleted_at IS NULL
    ORDER BY created_at DESC, id DESC LIMIT ${SEARCHED_TASKS}`;
}

export function lastSuccesses({ workflowId, kind, instanceType }: SameWork): Prisma.Sql {
  const onMachine =
    instanceType === undefined
      ? Prisma.empty
      : Prisma.sql`WHERE coalesce(instance_type, 'default') = ${instanceType}`;
  return Prisma.sql`
    SELECT * FROM (
      SELECT created_at, instance_type, started_at, completed_at, coins, money FROM task
      WHERE workflow_id = ${workflowId} AND kind = ${kind} AND status = 'SUCCESS' AND deleted_at IS NULL
      ORDER BY created_at DESC LIMIT ${SEARCHED_RUNS}
    ) last ${onMachine} ORDER BY created_at DESC LIMIT ${LAST_RUNS}`;
}
