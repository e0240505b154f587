/** Operations on many tasks: what doors accept and return. */
import { z } from "zod";
import { taskFilterSchema } from "./task-schemas";
import { TASK_ACTION_NAMES } from "./task-status";
import { uuidSchema } from "./uuid-schema";

/** Named tasks that one operation takes; a filter takes any number. */
export const MAX_OPERATION_IDS = 10_000;
/** A stop or a delete can be undone for so long after it was asked for. */
export const UNDO_MINUTES = 10;
/** Operations and their reports are kept for so long. */
export const OPERATION_DAYS = 7;

export const OPERATION_ACTIONS = [...TASK_ACTION_NAMES, "undo"] as const;
export type OperationAction = (typeof OPERATION_ACTIONS)[number];

/** Which tasks are meant. Settled once, when the operation is accepted; oldest first. */
export const operationTargetSchema = z
  .object({
    ids: z.array(uuidSchema).min(1).max(MAX_OPERATION_IDS).optional(),
    filter: taskFilterSchema.optional(),
    /** Those that an earlier operation could not do. */
    failedOf: uuidSchema.optional(),
  })
  .strict()
  .refine((target) => Object.values(target).filter((given) => given !== undefined).length === 1, {
    message: "needs one of ids, filter and failedOf",
    path: ["ids"],
  });
export type OperationTarget = z.output<typeof operationTargetSchema>;

export const requestOperationSchema = z
  .object({
    /** Chosen by the caller: the same request again is the same operation, and nothing is done twice. */
    id: uuidSchema,
    action: z.enum(TASK_ACTION_NAMES),
    target: operationTargetSchema,
  })
  .strict();
export type RequestOperation = z.output<typeof requestOperationSchema>;

/** An undo is an operation of its own, with an id of its own. */
export const undoOperationSchema = z.object({ id: uuidSchema }).strict();

/** `accepted`: which tasks are meant is being settled. `aborted`: a person ended it; what was done stays done. */
export const OPERATION_STATES = ["accepted", "running", "finished", "aborted"] as const;

const time = z.iso.datetime().nullable();
const count = z.number().int();

export const operationViewSchema = z.object({
  id: z.string(),
  action: z.enum(OPERATION_ACTIONS),
  state: z.enum(OPERATION_STATES),
  /** Who asked for it. */
  actor: z.string(),
  /** How many tasks it means; null while that is being settled. */
  requested: count.nullable(),
  succeeded: count,
  failed: count,
  /** Not looked at, because it was aborted before. */
  skipped: count,
  /** Who ended it early; `queue`: which tasks are meant could not be found out in time, and none was touched. */
  abortedBy: z.string().nullable(),
  /** The operation that this one undoes, and what that one did. */
  undoes: z.object({ id: z.string(), action: z.enum(["stop", "delete"]) }).nullable(),
  /** The operation that undid this one. */
  undoneBy: z.string().nullable(),
  /** Until when it can be undone; null when it cannot. */
  undoableUntil: time,
  createdAt: z.iso.datetime(),
  finishedAt: time,
});
export type OperationView = z.infer<typeof operationViewSchema>;

export const operationListSchema = z.object({ items: z.array(operationViewSchema) });

/** Why one task was not done. */
export const OPERATION_REFUSALS = [
  "TASK_NOT_FOUND",
  "INVALID_TRANSITION",
  /** Start: the limits of the line let no more wait. */
  "TOO_MANY_WAITING",
  /** Undo: it was on RunningHub, or being submitted, and was cancelled there. */
  "WAS_ON_RUNNINGHUB",
  /** Undo: somebody has done something with it since. */
  "CHANGED_SINCE",
  "ABORTED",
  "INTERNAL",
] as const;
export type OperationRefusal = (typeof OPERATION_REFUSALS)[number];

export const operationItemSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  outcome: z.enum(["done", "failed", "skipped"]),
  code: z.enum(OPERATION_REFUSALS).nullable(),
  message: z.string().nullable(),
  /** The status it had when its turn came; null when it was not there. */
  statusBefore: z.string().nullable(),
  /** What it had afterwards, or DELETED. */
  status: z.string().nullable(),
});
export type OperationItem = z.infer<typeof operationItemSchema>;

/** The refused ones, by why; of each reason the first few by name. */
export const operationFailuresSchema = z.object({
  groups: z.array(
    z.object({
      code: z.enum(OPERATION_REFUSALS),
      statusBefore: z.string().nullable(),
      count,
      items: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
    }),
  ),
});
export type OperationFailures = z.infer<typeof operationFailuresSchema>;

export const operationReportSchema = z.object({
  operation: operationViewSchema,
  items: z.array(operationItemSchema),
});
