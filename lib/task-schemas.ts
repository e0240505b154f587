/** The inputs every door accepts and the shapes every door returns. */
import { z } from "zod";
import { storedText } from "./stored-text";
import {
  MAX_BATCH_IDS,
  MAX_BULK_TASKS,
  MAX_NODE_INPUTS,
  MAX_PAGE_SIZE,
  MAX_UPLOAD_BYTES,
  TASK_SORTS,
} from "./task-limits";
import { TASK_STATUSES, type TaskStatus } from "./task-status";
import { uuidSchema } from "./uuid-schema";
import { TASK_HOLDS, WAIT_CODES } from "./waiting-codes";

export const workflowKindSchema = z.enum(["workflow", "ai-app"]);
export type WorkflowKind = z.infer<typeof workflowKindSchema>;
export const instanceTypeSchema = z.enum(["default", "plus", "ultra"]);
export type InstanceType = z.infer<typeof instanceTypeSchema>;

const id = z.string().min(1).max(64);

/** A RunningHub id; decimal digits in practice, but opaque to us. JSON numbers are refused: they lose digits. */
const remoteId = z
  .string({ error: "must be a string (RunningHub ids have more digits than a JSON number keeps)" })
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, - or _");

export const nodeInputSchema = z
  .object({
    nodeId: storedText(64).min(1),
    fieldName: storedText(200).min(1),
    fieldValue: z.union([storedText(200_000), z.number(), z.boolean()]).optional(),
    uploadId: id.toLowerCase().optional(),
    /** A seed that is drawn anew for each run and recorded with it. */
    random: z.literal(true).optional(),
  })
  .strict()
  .refine(
    ({ fieldValue, uploadId, random }) =>
      [fieldValue, uploadId, random].filter((given) => given !== undefined).length === 1,
    { message: "needs one of fieldValue, uploadId and random", path: ["fieldValue"] },
  );
export type NodeInput = z.infer<typeof nodeInputSchema>;

const timeoutMinutes = z
  .number()
  .positive()
  .max(7 * 24 * 60);

const newTask = z.strictObject({
  workflowId: remoteId,
  workflowName: storedText(200).trim().min(1).optional(),
  kind: workflowKindSchema.default("workflow"),
  description: storedText(2_000).optional(),
  nodeInfoList: z.array(nodeInputSchema).max(MAX_NODE_INPUTS).default([]),
  instanceType: instanceTypeSchema.optional(),
  timeoutMinutes: timeoutMinutes.optional(),
  start: z.boolean().default(false),
  /** Bound to this account; left out: any account of the site. */
  accountId: uuidSchema.optional(),
  /** Site for "any account", as account views name it; left out: the site of the first account in use. */
  site: storedText(200).min(1).optional(),
  /** Library version the form was made from; set by our own forms. */
  workflowVersionId: uuidSchema.optional(),
});

function namesOnePlace(task: { accountId?: string | undefined; site?: string | undefined }): boolean {
  return task.accountId === undefined || task.site === undefined;
}
const TWO_PLACES = { message: "cannot be given together with accountId", path: ["site"] };

/** A task among others: a row of a bulk. */
export const createTaskSchema = newTask.refine(namesOnePlace, TWO_PLACES);
export type CreateTaskInput = z.input<typeof createTaskSchema>;
export type CreateTask = z.output<typeof createTaskSchema>;

/** A task of its own call. */
export const createOneTaskSchema = newTask
  .extend({
    /** Chosen by the caller, so that the same call again after a lost answer makes no second task. */
    id: uuidSchema.optional(),
  })
  .refine(namesOnePlace, TWO_PLACES);
export type CreateOneTaskInput = z.input<typeof createOneTaskSchema>;
export type CreateOneTask = z.output<typeof createOneTaskSchema>;

/** What a run again may have otherwise than the task it copies. */
export const runAgainSchema = z
  .object({
    /** Id of the new task, chosen by the caller, so that the same call again after a lost answer makes no second one. */
    as: uuidSchema.optional(),
    instanceType: instanceTypeSchema.optional(),
    timeoutMinutes: timeoutMinutes.optional(),
  })
  .strict();
export type RunAgain = z.output<typeof runAgainSchema>;

export const bulkCreateSchema = z
  .object({
    name: storedText(200).optional(),
    /** Chosen by the caller, so that sending the same call again after a lost answer creates nothing twice. */
    batchId: uuidSchema.optional(),
    /** With a bad row none is created, and there is no batch. */
    allOrNothing: z.boolean().optional(),
    /** Checked one by one, so that a bad row is reported and the rest created. */
    tasks: z.array(z.unknown()).min(1).max(MAX_BULK_TASKS),
  })
  .strict();
export type BulkCreate = z.output<typeof bulkCreateSchema>;

// What programs in TypeScript may pass is said here; in a query string it is a comma list.
const statusList = z.preprocess(
  (value: TaskStatus | readonly TaskStatus[]) =>
    typeof value === "string" ? value.split(",").filter((part) => part !== "") : value,
  z.array(z.enum(TASK_STATUSES)).min(1).max(TASK_STATUSES.length),
);

const onlyTrue = z.preprocess((value: true | "true") => (value === "true" ? true : value), z.literal(true));

/** ISO 8601 with any offset, in a year that the database's calendar has too; becomes UTC. */
const moment = z.iso
  .datetime({ offset: true })
  .refine((value) => !value.startsWith("0000"), "must be a time after the year 0")
  .transform((value) => new Date(value).toISOString());

export const taskFilterSchema = z
  .object({
    status: statusList.optional(),
    q: storedText(200).trim().optional(),
    workflowId: remoteId.optional(),
    batchId: uuidSchema.optional(),
    /** The account a task is bound to or, for one that may run on any, that of its newest run. */
    accountId: uuidSchema.optional(),
    /** Something is wrong with it: any reason but that a person stopped it. `true` in a query string. */
    hasError: onlyTrue.optional(),
    /** With this reason, as `statusReason.code` names it. */
    reasonCode: storedText(64).min(1).optional(),
    /** Only the newest task of its row in a batch: not a run that has been run again since. `true` in a query string. */
    newestOfRow: onlyTrue.optional(),
    createdAfter: moment.optional(),
    createdBefore: moment.optional(),
  })
  .strict();
export type TaskFilter = z.infer<typeof taskFilterSchema>;

export type TaskSort = (typeof TASK_SORTS)[number];
export const listTasksSchema = taskFilterSchema
  .extend({
    sort: z.enum(TASK_SORTS).default("-createdAt"),
    limit: z.coerce.number<number>().int().min(1).max(MAX_PAGE_SIZE).default(50),
    cursor: z.string().max(500).optional(),
  })
  .strict();
export type ListTasks = z.output<typeof listTasksSchema>;

/** Which tasks a batch action means: named ones, or all that match a filter. */
export const batchTargetSchema = z
  // Ids are not checked here: a bad one is reported as not found, and never spoils the rest.
  .object({
    ids: z.array(z.string().max(2_000)).min(1).max(MAX_BATCH_IDS).optional(),
    filter: taskFilterSchema.optional(),
  })
  .strict()
  .refine((target) => (target.ids === undefined) !== (target.filter === undefined), {
    message: "needs either ids or filter",
    path: ["ids"],
  });
export type BatchTarget = z.infer<typeof batchTargetSchema>;

const time = z.iso.datetime().nullable();
const reason = z.object({ code: z.string(), message: z.string() }).nullable();
const cost = z
  .object({ coins: z.number().nullable(), money: z.number().nullable(), seconds: z.number().nullable() })
  .nullable();
const progress = z.object({ percent: z.number().int(), node: z.string().nullable() }).nullable();

export const outputViewSchema = z.object({
  id: z.string(),
  /** Where to get our kept copy. */
  url: z.string(),
  fileType: z.string(),
  nodeId: z.string().nullable(),
  size: z.number().nullable(),
  /** REMOVED: it was kept, and the rules of retention have removed it. */
  state: z.enum(["PENDING", "STORED", "FAILED", "REMOVED"]),
  /** Why it could not be kept, with a code of lib/output-failure; null unless FAILED. */
  reason,
  /** Null unless REMOVED. */
  removedAt: time,
  text: z.string().nullable(),
});
export type OutputView = z.infer<typeof outputViewSchema>;

export const nodeInputViewSchema = z.object({
  nodeId: z.string(),
  fieldName: z.string(),
  fieldValue: z.union([z.string(), z.number(), z.boolean()]).optional(),
  uploadId: z.string().optional(),
  fileName: z.string().optional(),
  /** A seed drawn for each run; `fieldValue` is that of the last one, and missing before the first. */
  random: z.literal(true).optional(),
});
export type NodeInputView = z.infer<typeof nodeInputViewSchema>;

export const waitingSchema = z.object({
  code: z.enum(WAIT_CODES),
  /** Place in line, 1 = next. */
  place: z.number().int().nullable(),
  /** Until about when, where that can be said. */
  until: time,
  /** The reason behind it: why the account is paused or backs off, why the workflow is held. */
  reason,
});
export type Waiting = z.infer<typeof waitingSchema>;

export const taskViewSchema = z.object({
  id: z.string(),
  workflowName: z.string(),
  workflowId: z.string(),
  kind: workflowKindSchema,
  description: z.string().nullable(),
  batchId: z.string().nullable(),
  /** Its row in the batch, from 0; a run again has the row of the task it copies. */
  batchRow: z.number().int().nullable(),
  nodeCount: z.number().int(),
  nodeInfoList: z.array(nodeInputViewSchema),
  status: z.enum(TASK_STATUSES),
  statusReason: reason,
  runningHubTaskId: z.string().nullable(),
  /** How many runs it has had; 0 before the first. */
  attempt: z.number().int(),
  /** 1 = next. Null unless PENDING and waiting for a slot. */
  queuePosition: z.number().int().nullable(),
  /** The account it is bound to; null = any account of its site. */
  accountId: z.string().nullable(),
  /** The account of its newest run; null before one was sent. */
  ranOnAccountId: z.string().nullable(),
  site: z.string(),
  /** What an attempt of its own keeps a PENDING task waiting for. */
  hold: z.enum(TASK_HOLDS).nullable(),
  /** Why a PENDING task does not run yet; null in every other status. */
  waiting: waitingSchema.nullable(),
  progress,
  outputs: z.array(outputViewSchema),
  cost,
  instanceType: instanceTypeSchema.nullable(),
  timeoutMinutes: z.number().nullable(),
  workflowVersionId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  queuedAt: time,
  startedAt: time,
  completedAt: time,
  timeoutAt: time,
  updatedAt: z.iso.datetime(),
});
export type TaskView = z.infer<typeof taskViewSchema>;

export const attemptViewSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  state: z.string(),
  remoteId: z.string().nullable(),
  remoteState: z.string().nullable(),
  slotNo: z.number().int(),
  /** Where it ran; its name as it is now. */
  account: z.object({ id: z.string(), name: z.string() }),
  cost,
  outcome: reason,
  preparedAt: z.iso.datetime(),
  sentAt: time,
  answeredAt: time,
  runningAt: time,
  endedAt: time,
  releasedAt: time,
});
export type AttemptView = z.infer<typeof attemptViewSchema>;

export const eventViewSchema = z.object({
  id: z.string(),
  type: z.string(),
  fromStatus: z.string().nullable(),
  toStatus: z.string().nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  actor: z.string(),
  at: z.iso.datetime(),
});
export type EventView = z.infer<typeof eventViewSchema>;

export const taskDetailSchema = taskViewSchema.extend({
  attempts: z.array(attemptViewSchema),
  events: z.array(eventViewSchema),
});
export type TaskDetail = z.infer<typeof taskDetailSchema>;

export const taskStatusViewSchema = taskViewSchema.pick({
  id: true,
  status: true,
  statusReason: true,
  runningHubTaskId: true,
  queuePosition: true,
  progress: true,
  startedAt: true,
  completedAt: true,
  timeoutAt: true,
});
export type TaskStatusView = z.infer<typeof taskStatusViewSchema>;

export const statusCountsSchema = z.record(z.enum(TASK_STATUSES), z.number().int());
export type StatusCounts = z.infer<typeof statusCountsSchema>;

export const taskPageSchema = z.object({
  items: z.array(taskViewSchema),
  nextCursor: z.string().nullable(),
  /** Exact number of tasks per status, over the whole queue. */
  counts: statusCountsSchema,
});
export type TaskPage = z.infer<typeof taskPageSchema>;

/** As our own pages get it: with the way back. */
export const taskListPageSchema = taskPageSchema.extend({ previousCursor: z.string().nullable() });
export type TaskListPage = z.infer<typeof taskListPageSchema>;

/** Matching tasks are counted exactly up to here. */
export const MAX_COUNTED = 10_000;
/** How many tasks match a filter; `capped`: more than that. */
export interface MatchCount {
  readonly count: number;
  readonly capped: boolean;
}

/** "It is running": the remote id a person found for a task whose submit is unclear. */
export const linkRunSchema = z.object({ remoteId }).strict();

/** Binds tasks to an account, or with null to any account of the site they have now. */
export const assignTasksSchema = z
  .object({ target: batchTargetSchema, accountId: uuidSchema.nullable() })
  .strict();
export type AssignTasks = z.output<typeof assignTasksSchema>;

export const batchReportSchema = z.object({
  requested: z.number().int(),
  succeeded: z.array(z.object({ id: z.string(), status: z.string() })),
  failed: z.array(
    z.object({ id: z.string(), code: z.string(), message: z.string(), status: z.string().nullable() }),
  ),
});
export type BatchReport = z.infer<typeof batchReportSchema>;

export const bulkCreateReportSchema = z.object({
  batchId: z.string(),
  created: z.number().int(),
  failed: z.array(z.object({ index: z.number().int(), code: z.string(), message: z.string() })),
  /** The batch was there before this call, which created nothing: this is what the first one was answered. */
  repeated: z.literal(true).optional(),
});
export type BulkCreateReport = z.infer<typeof bulkCreateReportSchema>;

export const uploadViewSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  size: z.number().int(),
  mimeType: z.string(),
  sha256: z.string(),
});
export type UploadView = z.infer<typeof uploadViewSchema>;

/** A file that may be here already: by its content, under the name the person has for it. */
export const findUploadSchema = z
  .object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits, lower case"),
    size: z.number().int().positive().max(MAX_UPLOAD_BYTES),
    fileName: z.string().max(2_000),
  })
  .strict();
export type FindUpload = z.infer<typeof findUploadSchema>;

/** One message of the live subscription: what changed since the one before. */
export const taskChangesSchema = z.object({
  tasks: z.array(taskViewSchema),
  deletedIds: z.array(z.string()),
  counts: statusCountsSchema,
  /** True when too much changed to send, or something may have changed unseen: the client reads its list again. */
  reset: z.boolean(),
});
export type TaskChanges = z.infer<typeof taskChangesSchema>;
