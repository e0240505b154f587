/** Writes of tasks that people ask for: create, start, stop, delete, restore. The queue's own writes are in attempt-repository. */

import { uuidv7 } from "uuidv7";
import type { Asker } from "@/lib/actor";
import type { BulkCreateReport, CreateTask, NodeInput } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import { requireRoom } from "./line-room";
import type { Database, Executor } from "./prisma";
import { deleteResting, deleteTasks, restoreTasks, startTasks, stopTasks } from "./task-actions";

export interface NewTask extends Omit<CreateTask, "accountId" | "site"> {
  readonly id: string;
  readonly workflowName: string;
  /** Null: any account of the site. */
  readonly boundTo: string | null;
  readonly site: string;
  readonly batchId: string | null;
  /** Its row in the batch, from 0. */
  readonly batchRow: number | null;
}

/** A task that is gone for good, with the files and contents its results had. */
export interface PurgedRow {
  readonly id: string;
  readonly fileKeys: string[];
  readonly contents: string[];
}

/** What became of the rows a batch was made from; kept with it. */
export type BatchOutcome = Omit<BulkCreateReport, "batchId" | "repeated">;

const INSERT_CHUNK = 1_000;

export class TaskRepository {
  constructor(private readonly db: Database) {}

  /**
   * All or nothing; ids are given in the order the tasks should run.
   * @returns false when a batch with this id is there already: then nothing was written. Of two at once, one waits here.
   * @throws AppError TOO_MANY_WAITING: then nothing was written either
   */
  async insert(
    tasks: readonly NewTask[],
    by: Asker,
    batch?: { id: string; name: string | null; outcome: BatchOutcome },
  ): Promise<boolean> {
    return this.db.$transaction(
      async (tx) => {
        const now = await databaseTime(tx);
        if (batch && !(await insertBatch(tx, batch))) return false;
        await insertAll(tx, tasks, by, now);
        return true;
      },
      { timeout: 60_000 },
    );
  }

  /**
   * @returns false when a task with this id is there already, also a deleted one: then nothing was written. Of two at once, one waits here.
   * @throws AppError TOO_MANY_WAITING
   */
  async insertOnce(task: NewTask, by: Asker): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${task.id}, 0))`;
      if ((await tx.task.count({ where: { id: task.id } })) > 0) return false;
      await insertAll(tx, [task], by, await databaseTime(tx));
      return true;
    });
  }

  /** What the call that made the batch was answered, or null when there is no such batch. */
  async batchOutcome(batchId: string): Promise<BatchOutcome | null> {
    const rows = await this.db.$queryRaw<{ report: BatchOutcome | null; tasks: number | null }[]>`
      SELECT b.report, CASE WHEN b.report IS NULL THEN (
        SELECT count(*)::int FROM task t WHERE t.batch_id = b.id) END AS tasks
      FROM batch b WHERE b.id = ${batchId}::uuid`;
    const [batch] = rows;
    // Batches of earlier versions kept no report; their tasks are counted, also the deleted ones, which no index has.
    return batch ? (batch.report ?? { created: batch.tasks ?? 0, failed: [] }) : null;
  }

  /** @throws AppError TOO_MANY_WAITING */
  async start(taskId: string, by: Asker): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      if ((await startTasks(tx, [taskId], by)).length === 0) return false;
      await requireRoom(tx, by.quotaOf, 1, "written");
      return true;
    });
  }

  /** Stops a task and asks, in the same transaction, for the cancel of what runs on RunningHub. */
  async stop(taskId: string, actor: string): Promise<boolean> {
    return this.db.$transaction(async (tx) => (await stopTasks(tx, [taskId], actor)).length === 1);
  }

  /** Hides the task; an active one is stopped first. Purged later. */
  async softDelete(taskId: string, actor: string): Promise<boolean> {
    if ((await deleteResting(this.db, [taskId], actor)).length === 1) return true;
    return this.db.$transaction(async (tx) => (await deleteTasks(tx, [taskId], actor)).length === 1);
  }

  async restore(taskId: string, actor: string): Promise<boolean> {
    return this.db.$transaction(async (tx) => (await restoreTasks(tx, [taskId], actor)).length === 1);
  }

  /** The status of a task that is there, or null. */
  async statusOf(taskId: string): Promise<TaskStatus | null> {
    const rows = await this.db.$queryRaw<{ status: TaskStatus }[]>`
      SELECT status FROM task WHERE id = ${taskId}::uuid AND deleted_at IS NULL`;
    return rows[0]?.status ?? null;
  }

  /**
   * Removes for good what was deleted more than `minutes` ago and holds no slot any more.
   * @returns their ids, with the checksums of their kept results
   */
  async purge(minutes: number, limit: number): Promise<PurgedRow[]> {
    return this.db.$queryRaw`
      WITH gone AS (
        DELETE FROM task WHERE id IN (
          SELECT t.id FROM task t
          WHERE t.deleted_at < clock_timestamp() - ${minutes}::float8 * interval '1 minute'
            AND NOT EXISTS (
              SELECT 1 FROM attempt a WHERE a.task_id = t.id AND (a.released_at IS NULL OR a.next_poll_at IS NOT NULL))
          LIMIT ${limit})
        RETURNING id
      )
      SELECT id,
        ARRAY(SELECT file_key FROM output WHERE task_id = gone.id AND file_key IS NOT NULL) AS "fileKeys",
        ARRAY(SELECT sha256 FROM output WHERE task_id = gone.id AND sha256 IS NOT NULL) AS contents
      FROM gone`;
  }
}

async function insertAll(tx: Executor, tasks: readonly NewTask[], by: Asker, now: Date): Promise<void> {
  const started = tasks.filter((task) => task.start).length;
  // What plainly does not fit is refused before thousands of rows are written.
  const isLimited = started > 0 && (await requireRoom(tx, by.quotaOf, started, "before"));
  // Tasks come last: their insert locks the counters until the commit.
  for (let from = 0; from < tasks.length; from += INSERT_CHUNK) {
    const chunk = tasks.slice(from, from + INSERT_CHUNK);
    await insertInputs(tx, chunk);
    await insertEvents(tx, chunk, by.name);
  }
  await insertTasks(tx, tasks, by, now);
  if (isLimited) await requireRoom(tx, by.quotaOf, started, "written");
}

/** The order of the line is that of the database's clock, whichever process takes the tasks in. */
async function databaseTime(tx: Executor): Promise<Date> {
  const rows = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp()::timestamptz(3) AS now`;
  const now = rows[0]?.now;
  if (!now) throw new Error("the database told no time");
  return now;
}

async function insertBatch(
  tx: Executor,
  { id, name, outcome }: { id: string; name: string | null; outcome: BatchOutcome },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO batch (id, name, report) VALUES (${id}::uuid, ${name}, ${JSON.stringify(outcome)}::jsonb) ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

async function insertTasks(tx: Executor, tasks: readonly NewTask[], by: Asker, now: Date): Promise<void> {
  const rows = tasks.map((task) => ({
    id: task.id,
    workflow_id: task.workflowId,
    workflow_name: task.workflowName,
    kind: task.kind,
    description: task.description ?? null,
    batch_id: task.batchId,
    batch_row: task.batchRow,
    account_id: task.boundTo,
    site: task.site,
    workflow_version_id: task.workflowVersionId ?? null,
    instance_type: task.instanceType ?? null,
    timeout_minutes: task.timeoutMinutes ?? null,
    node_count: new Set(task.nodeInfoList.map((input) => input.nodeId)).size,
    status: task.start ? "PENDING" : "READY",
    queued_at: task.start ? now : null,
    queued_by: task.start ? by.quotaOf : null,
    created_at: now,
    updated_at: now,
  }));
  await tx.$executeRaw`
    INSERT INTO task (id, workflow_id, workflow_name, kind, description, batch_id, batch_row, account_id, site, workflow_version_id,
      instance_type, timeout_minutes, node_count, status, queued_at, queued_by, created_at, updated_at)
    SELECT id, workflow_id, workflow_name, kind, description, batch_id, batch_row, account_id, site, workflow_version_id,
      instance_type, timeout_minutes, node_count, status, queued_at, queued_by, created_at, updated_at
    FROM json_populate_recordset(NULL::task, ${JSON.stringify(rows)}::json)`;
}

async function insertInputs(tx: Executor, tasks: readonly NewTask[]): Promise<void> {
  const rows = tasks.flatMap((task) =>
    task.nodeInfoList.map((input, position) => ({
      task_id: task.id,
      position,
      node_id: input.nodeId,
      field_name: input.fieldName,
      value: input.fieldValue === undefined ? null : String(input.fieldValue),
      value_type: valueTypeOf(input),
      upload_id: input.uploadId ?? null,
    })),
  );
  // json, not jsonb: read once, it need not be built first, which is a fifth of the time of a large batch.
  await tx.$executeRaw`
    INSERT INTO node_input SELECT * FROM json_populate_recordset(NULL::node_input, ${JSON.stringify(rows)}::json)`;
}

async function insertEvents(tx: Executor, tasks: readonly NewTask[], actor: string): Promise<void> {
  const started = tasks.filter((task) => task.start).map((task) => task.id);
  await tx.$executeRaw`
    INSERT INTO task_event (task_id, type, to_status, actor)
    SELECT id, 'created', 'READY', ${actor} FROM unnest(${tasks.map((task) => task.id)}::uuid[]) AS id`;
  await tx.$executeRaw`
    INSERT INTO task_event (task_id, type, from_status, to_status, actor)
    SELECT id, 'start', 'READY', 'PENDING', ${actor} FROM unnest(${started}::uuid[]) AS id`;
}

function valueTypeOf({ fieldValue, uploadId, random }: NodeInput) {
  if (uploadId !== undefined) return "upload";
  if (random) return "seed";
  return typeof fieldValue === "number" ? "number" : typeof fieldValue === "boolean" ? "boolean" : "string";
}

/** Ids that sort in the order they were made, so that tasks created in one call keep their order. */
export function newTaskId(): string {
  return uuidv7();
}
