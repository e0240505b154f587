import { batchPageSchema, batchViewSchema, listBatchesSchema, renameBatchSchema } from "@/lib/batch-schemas";
import { batchReportSchema, batchTargetSchema } from "@/lib/task-schemas";
import type { TaskAction } from "@/lib/task-status";
import { type Method, operation } from "../operation";

function batch(action: TaskAction, method: Method, path: `/api/tasks/batch${string}`) {
  return operation({
    method,
    path,
    tag: "tasks",
    summary: `${action[0]?.toUpperCase()}${action.slice(1)} many tasks, named by id or by filter; one bad id never spoils the rest`,
    body: batchTargetSchema,
    answer: { status: 200, description: "What became of each task", schema: batchReportSchema },
    run: ({ services, actor, body }) => services.taskController.batch(actor, action, body),
  });
}

export const startTasks = batch("start", "POST", "/api/tasks/batch/start");
export const stopTasks = batch("stop", "POST", "/api/tasks/batch/stop");
export const deleteTasks = batch("delete", "DELETE", "/api/tasks/batch");

const tag = "batches";

export const listBatches = operation({
  method: "GET",
  path: "/api/batches",
  tag,
  summary: "A page of batches, the newest first; each with its tasks per status and what they cost",
  query: listBatchesSchema,
  answer: { status: 200, description: "The page; `nextCursor` leads to the next", schema: batchPageSchema },
  run: ({ services, query }) => services.batches.list(query),
});

export const getBatch = operation({
  method: "GET",
  path: "/api/batches/{id}",
  tag,
  summary: "How far a batch is; its tasks are listed by GET /api/tasks with `batchId`",
  answer: { status: 200, description: "The batch", schema: batchViewSchema },
  refusals: ["BATCH_NOT_FOUND"],
  run: ({ services, params }) => services.batches.get(params.id),
});

export const renameBatch = operation({
  method: "PATCH",
  path: "/api/batches/{id}",
  tag,
  summary: "Give a batch another name",
  body: renameBatchSchema,
  answer: { status: 200, description: "The batch", schema: batchViewSchema },
  refusals: ["BATCH_NOT_FOUND"],
  run: ({ services, actor, params, body }) => services.batches.rename(actor, params.id, body.name),
});
