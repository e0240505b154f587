/** Batches: what doors accept and return. */
import { z } from "zod";
import { storedText } from "./stored-text";
import { statusCountsSchema, taskViewSchema, workflowKindSchema } from "./task-schemas";
import { TASK_STATUSES } from "./task-status";

const time = z.iso.datetime().nullable();
const total = z.number().nullable();

export const batchViewSchema = z.object({
  id: z.string(),
  /** Null: nobody has named it. */
  name: z.string().nullable(),
  /** What its tasks run, the most used first; a mixed batch names ten at most. */
  workflows: z.array(z.object({ workflowId: z.string(), kind: workflowKindSchema, name: z.string() })),
  createdAt: z.iso.datetime(),
  /** Its tasks per status. */
  counts: statusCountsSchema,
  /** Sums over its tasks, as far as RunningHub told them. */
  cost: z.object({ coins: total, money: total, seconds: total }),
  /** When the first of its tasks ran. */
  startedAt: time,
  /** When the last of its tasks ended; null while one of them has not. */
  finishedAt: time,
});
export type BatchView = z.infer<typeof batchViewSchema>;

export const listBatchesSchema = z
  .object({
    limit: z.coerce.number<number>().int().min(1).max(100).default(20),
    cursor: z.string().max(500).optional(),
  })
  .strict();
export type ListBatches = z.output<typeof listBatchesSchema>;

export const batchPageSchema = z.object({
  items: z.array(batchViewSchema),
  nextCursor: z.string().nullable(),
});
export type BatchPage = z.infer<typeof batchPageSchema>;

/** What is needed to name a batch to a person. */
export type BatchName = Pick<BatchView, "id" | "name" | "createdAt">;

export const renameBatchSchema = z
  .object({
    name: storedText(200).trim().min(1),
  })
  .strict();
export type RenameBatch = z.output<typeof renameBatchSchema>;

/** Most rows of the matrix that are asked for at once. */
export const MAX_MATRIX_ROWS = 100;
const row = z.number().int().min(0);

export const matrixPageInputSchema = z
  .object({
    id: z.string(),
    /** The first row wanted; rows before it are left out. */
    from: row.default(0),
    limit: z.number().int().min(1).max(MAX_MATRIX_ROWS).default(50),
    /** Only rows whose newest task has this status. */
    status: z.enum(TASK_STATUSES).optional(),
  })
  .strict();
export type MatrixPageInput = z.output<typeof matrixPageInputSchema>;

/** Which rows a page of the matrix has. */
export const matrixPageSchema = z.object({
  rows: z.array(row),
  /** Where the pages around it begin; null where there is none. */
  previous: row.nullable(),
  next: row.nullable(),
  /** How many rows match. */
  total: z.number().int(),
});
export type MatrixPage = z.infer<typeof matrixPageSchema>;

export const matrixRowsInputSchema = z
  .object({ id: z.string(), rows: z.array(row).max(MAX_MATRIX_ROWS) })
  .strict();
export type MatrixRowsInput = z.output<typeof matrixRowsInputSchema>;

/** Runs of one row that are told, the newest; older ones are in the task list. */
export const MAX_ROW_RUNS = 20;

/** One row: its tasks, the newest first; a row whose tasks are deleted has none. */
export const matrixRowSchema = z.object({ row, tasks: z.array(taskViewSchema) });
export type MatrixRow = z.infer<typeof matrixRowSchema>;

/** What the rows differ in, and where their results come from. */
export const matrixColumnsSchema = z.object({
  inputs: z.array(z.object({ nodeId: z.string(), fieldName: z.string() })),
  /** `count`: the most results that one task has of the node. */
  outputs: z.array(z.object({ nodeId: z.string().nullable(), count: z.number().int() })),
});
export type MatrixColumns = z.infer<typeof matrixColumnsSchema>;
