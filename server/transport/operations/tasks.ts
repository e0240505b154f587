import { z } from "zod";
import { exchangeViewSchema } from "@/lib/exchange-schema";
import { expectedSpendingSchema, expectSpendingSchema } from "@/lib/expected-spending";
import { exportTasksSchema } from "@/lib/task-export-schema";
import {
  bulkCreateReportSchema,
  bulkCreateSchema,
  createOneTaskSchema,
  instanceTypeSchema,
  linkRunSchema,
  listTasksSchema,
  runAgainSchema,
  taskDetailSchema,
  taskPageSchema,
  taskStatusViewSchema,
  taskViewSchema,
} from "@/lib/task-schemas";
import { MEGABYTE, operation } from "../operation";
import { originOf } from "../origin";
import { exportFile } from "../task-export";

const tag = "tasks";
/** Ten thousand tasks with long prompts. */
const MAX_BULK_BYTES = 64 * MEGABYTE;

export const createTask = operation({
  method: "POST",
  path: "/api/tasks",
  tag,
  summary: "Create a task; with `start`, put it in line at once",
  body: createOneTaskSchema,
  answer: { status: 201, description: "The task", schema: taskViewSchema },
  refusals: ["ACCOUNT_NOT_FOUND", "TOO_MANY_WAITING"],
  run: ({ services, actor, body }) => services.taskIntake.create(actor, body),
});

export const createTasks = operation({
  method: "POST",
  path: "/api/tasks/bulk",
  tag,
  summary: "Create up to 10,000 tasks; bad ones are reported and the rest created",
  body: bulkCreateSchema,
  maxBodyBytes: MAX_BULK_BYTES,
  answer: { status: 201, description: "What was created and what was not", schema: bulkCreateReportSchema },
  refusals: ["ACCOUNT_NOT_FOUND", "TOO_MANY_WAITING"],
  run: ({ services, actor, body }) => services.taskIntake.createBulk(actor, body),
});

export const expectTasks = operation({
  method: "POST",
  path: "/api/tasks/expected",
  tag,
  summary: "What tasks would spend, and what the caps would hold of them; creates and starts nothing",
  body: expectSpendingSchema,
  answer: { status: 200, description: "What is expected", schema: expectedSpendingSchema },
  refusals: ["FILTER_TOO_BROAD"],
  run: ({ services, body }) => services.spending.expect(body),
});

export const listTasks = operation({
  method: "GET",
  path: "/api/tasks",
  tag,
  summary: "A page of tasks, with the number of tasks per status",
  query: listTasksSchema,
  answer: { status: 200, description: "The page; `nextCursor` leads to the next", schema: taskPageSchema },
  async run({ services, query }) {
    const { items, nextCursor, counts } = await services.taskQueries.list(query);
    return { items, nextCursor, counts };
  },
});

export const exportTasks = operation({
  method: "GET",
  path: "/api/tasks/export",
  tag,
  summary: "All tasks of a list as a file: JSON, CSV for spreadsheets, or NDJSON",
  query: exportTasksSchema,
  answer: {
    status: 200,
    description: "The tasks, in the order of the list",
    schema: z.array(taskViewSchema),
  },
  refusals: ["FILTER_TOO_BROAD"],
  run: async ({ services, request, query: { format, sort, ...filter } }) =>
    exportFile(format, await services.taskExport.open(filter, sort), {
      origin: originOf(request, services.config.publicUrl),
      at: new Date(),
    }),
});

export const getTask = operation({
  method: "GET",
  path: "/api/tasks/{id}",
  tag,
  summary: "A task with its attempts, timeline and outputs",
  answer: { status: 200, description: "The task", schema: taskDetailSchema },
  refusals: ["TASK_NOT_FOUND"],
  run: ({ services, params }) => services.taskQueries.get(params.id),
});

export const getTaskStatus = operation({
  method: "GET",
  path: "/api/tasks/{id}/status",
  tag,
  summary: "How far a task is",
  answer: { status: 200, description: "Its status", schema: taskStatusViewSchema },
  refusals: ["TASK_NOT_FOUND"],
  run: ({ services, params }) => services.taskQueries.status(params.id),
});

export const getExchange = operation({
  method: "GET",
  path: "/api/tasks/{id}/attempts/{number}/exchange",
  tag,
  summary: "What a run sent to RunningHub and was answered, as JSON texts without secrets",
  answer: { status: 200, description: "Request and reply", schema: exchangeViewSchema },
  refusals: ["TASK_NOT_FOUND"],
  run: ({ services, params }) => services.exchanges.get(params.id, Number(params.number)),
});

export const startTask = operation({
  method: "POST",
  path: "/api/tasks/{id}/start",
  tag,
  summary: "Put a task in line (also: restart a failed or stopped one)",
  answer: { status: 200, description: "The task, now PENDING", schema: taskViewSchema },
  refusals: ["TASK_NOT_FOUND", "INVALID_TRANSITION", "TOO_MANY_WAITING"],
  run: ({ services, actor, params }) => services.taskController.start(actor, params.id),
});

export const stopTask = operation({
  method: "POST",
  path: "/api/tasks/{id}/stop",
  tag,
  summary: "Stop a task; an active one is cancelled on RunningHub",
  answer: { status: 200, description: "The task, now STOPPED", schema: taskViewSchema },
  refusals: ["TASK_NOT_FOUND", "INVALID_TRANSITION"],
  run: ({ services, actor, params }) => services.taskController.stop(actor, params.id),
});

export const runTaskAgain = operation({
  method: "POST",
  path: "/api/tasks/{id}/run-again",
  tag,
  summary: "Run a task again as a new one: a copy with the same inputs, in the same row of its batch",
  query: z.strictObject({
    /** 0 = leave the copy READY. */
    start: z.enum(["0", "1"]).default("1"),
    /** Id of the new task: the same call again is answered with the task that is there. */
    as: runAgainSchema.shape.as,
    /** Instead of those of the task; left out: the same. */
    instanceType: instanceTypeSchema.optional(),
    timeoutMinutes: z.coerce.number().pipe(runAgainSchema.shape.timeoutMinutes.unwrap()).optional(),
  }),
  answer: { status: 201, description: "The new task", schema: taskViewSchema },
  refusals: ["TASK_NOT_FOUND", "ACCOUNT_NOT_FOUND", "TOO_MANY_WAITING"],
  run: ({ services, actor, params, query: { start, ...changes } }) =>
    services.taskAgain.runAgain(actor, params.id, { start: start === "1", ...changes }),
});

const SETTLING = [
  "TASK_NOT_FOUND",
  "INVALID_TRANSITION",
  "EVIDENCE_AGAINST",
  "RUNNINGHUB_UNREACHABLE",
  "RUNNINGHUB_REFUSED",
] as const;

export const linkRun = operation({
  method: "POST",
  path: "/api/tasks/{id}/link-run",
  tag,
  summary: "Settle an unclear submit: it is running, as this remote id; RunningHub is asked first",
  body: linkRunSchema,
  answer: { status: 200, description: "The task, whose run is watched now", schema: taskViewSchema },
  refusals: SETTLING,
  run: ({ services, actor, params, body }) =>
    services.submitSettlement.linkRun(actor, params.id, body.remoteId),
});

export const sendAgain = operation({
  method: "POST",
  path: "/api/tasks/{id}/send-again",
  tag,
  summary: "Settle an unclear submit: it did not start, send it again; RunningHub is asked first",
  answer: { status: 200, description: "The task, waiting again", schema: taskViewSchema },
  refusals: SETTLING,
  run: ({ services, actor, params }) => services.submitSettlement.sendAgain(actor, params.id),
});

export const deleteTask = operation({
  method: "DELETE",
  path: "/api/tasks/{id}",
  tag,
  summary: "Delete a task; an active one is stopped first",
  answer: {
    status: 200,
    description: "It is deleted",
    schema: z.object({ id: z.string(), deleted: z.literal(true) }),
  },
  refusals: ["TASK_NOT_FOUND"],
  run: ({ services, actor, params }) => services.taskController.remove(actor, params.id),
});
