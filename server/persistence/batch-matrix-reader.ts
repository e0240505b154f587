/** A batch as a matrix: its rows, the tasks of each, and what the rows differ in. */
import {
  MAX_ROW_RUNS,
  type MatrixColumns,
  type MatrixPage,
  type MatrixPageInput,
  type MatrixRow,
} from "@/lib/batch-schemas";
import type { TaskView } from "@/lib/task-schemas";
import { type Database, Prisma } from "./prisma";

/** Ids grow with time, so the highest of a row is its newest task. Exported for the tests of their plans. */
export function newestOfRows(batchId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (t.batch_row) t.batch_row, t.status FROM task t
    WHERE t.batch_id = ${batchId}::uuid AND t.deleted_at IS NULL ORDER BY t.batch_row, t.id DESC`;
}

export function tasksOfRows(batchId: string, rows: readonly number[]): Prisma.Sql {
  return Prisma.sql`
    SELECT t.batch_row, array_agg(t.id ORDER BY t.id DESC) AS ids FROM task t
    WHERE t.batch_id = ${batchId}::uuid AND t.batch_row = ANY(${[...rows]}::int[]) AND t.deleted_at IS NULL
    GROUP BY t.batch_row`;
}

export class BatchMatrixReader {
  constructor(
    private readonly db: Database,
    private readonly tasks: { views(ids: readonly string[]): Promise<TaskView[]> },
  ) {}

  async page({ id, from, limit, status }: MatrixPageInput): Promise<MatrixPage> {
    const wanted = status === undefined ? Prisma.empty : Prisma.sql`WHERE status = ${status}`;
    const found = await this.db.$queryRaw<{ batch_row: number }[]>`
      SELECT batch_row FROM (${newestOfRows(id)}) newest ${wanted} ORDER BY batch_row`;
    const all = found.map((row) => row.batch_row);
    const at = all.filter((row) => row < from).length;
    return {
      rows: all.slice(at, at + limit),
      previous: at === 0 ? null : (all[Math.max(0, at - limit)] ?? null),
      next: all[at + limit] ?? null,
      total: all.length,
    };
  }

  /** The given rows in their order, each with its newest tasks. */
  async rows(batchId: string, rows: readonly number[]): Promise<MatrixRow[]> {
    const found = await this.db.$queryRaw<{ batch_row: number; ids: string[] }[]>(tasksOfRows(batchId, rows));
    const idsOf = new Map(found.map(({ batch_row, ids }) => [batch_row, ids.slice(0, MAX_ROW_RUNS)]));
    const views = await this.tasks.views([...idsOf.values()].flat());
    const byId = new Map(views.map((view) => [view.id, view]));
    return rows.map((row) => ({
      row,
      tasks: (idsOf.get(row) ?? []).flatMap((id) => byId.get(id) ?? []),
    }));
  }

  /** Inputs whose value is not the same in all tasks, in the order of the inputs; nodes that have results. */
  async columns(batchId: string): Promise<MatrixColumns> {
    const [inputs, outputs] = await Promise.all([this.varyingInputs(batchId), this.outputNodes(batchId)]);
    return { inputs, outputs };
  }

  /** A seed that is drawn for each run varies by itself, even while it has not been drawn. */
  private async varyingInputs(batchId: string): Promise<MatrixColumns["inputs"]> {
    return this.db.$queryRaw<MatrixColumns["inputs"]>`
      WITH live AS (SELECT t.id FROM task t WHERE t.batch_id = ${batchId}::uuid AND t.deleted_at IS NULL)
      SELECT i.node_id AS "nodeId", i.field_name AS "fieldName" FROM (
        SELECT node_id, field_name, position, value_type, coalesce(upload_id::text, value) COLLATE "C" AS content
        FROM node_input WHERE task_id IN (SELECT id FROM live)) i
      GROUP BY i.node_id, i.field_name
      HAVING min(i.content) IS DISTINCT FROM max(i.content) OR bool_or(i.value_type = 'seed')
        OR count(*) < (SELECT count(*) FROM live)
      ORDER BY min(i.position), i.node_id, i.field_name`;
  }

  private async outputNodes(batchId: string): Promise<MatrixColumns["outputs"]> {
    return this.db.$queryRaw<MatrixColumns["outputs"]>`
      SELECT node_id AS "nodeId", max(results)::int AS count FROM (
        SELECT o.node_id, count(*) AS results, min(o.position) AS position FROM output o JOIN task t ON t.id = o.task_id
        WHERE t.batch_id = ${batchId}::uuid AND t.deleted_at IS NULL GROUP BY o.attempt_id, o.node_id) each
      GROUP BY node_id ORDER BY min(position), node_id`;
  }
}
