import { z } from "zod";
import {
  operationListSchema,
  operationReportSchema,
  operationViewSchema,
  requestOperationSchema,
  undoOperationSchema,
} from "@/lib/operation-schemas";
import { operation } from "../operation";
import { csvReport, jsonReport } from "../operation-report";

const tag = "tasks";
const theOperation = (description: string, status = 200) => ({
  status,
  description,
  schema: operationViewSchema,
});

export const requestBulkOperation = operation({
  method: "POST",
  path: "/api/operations",
  tag,
  summary:
    "Start, stop or delete any number of tasks in the background; the same `id` again is the same operation",
  body: requestOperationSchema,
  answer: theOperation("It is accepted; ask for its progress by its id", 202),
  refusals: ["OPERATION_ID_TAKEN", "OPERATION_NOT_FOUND"],
  run: ({ services, actor, body }) => services.bulkOperations.request(actor, body),
});

export const listBulkOperations = operation({
  method: "GET",
  path: "/api/operations",
  tag,
  summary: "Operations under way, and those of the last ten minutes; the newest first",
  answer: { status: 200, description: "The operations", schema: operationListSchema },
  run: async ({ services }) => ({ items: await services.bulkOperations.recent() }),
});

export const getBulkOperation = operation({
  method: "GET",
  path: "/api/operations/{id}",
  tag,
  summary: "How far an operation is",
  answer: theOperation("Its state and counts"),
  refusals: ["OPERATION_NOT_FOUND"],
  run: ({ services, params }) => services.bulkOperations.get(params.id),
});

export const abortBulkOperation = operation({
  method: "POST",
  path: "/api/operations/{id}/abort",
  tag,
  summary: "End an operation: what is done stays done, the rest is skipped",
  answer: theOperation("The operation, which has ended"),
  refusals: ["OPERATION_NOT_FOUND"],
  run: ({ services, actor, params }) => services.bulkOperations.abort(actor, params.id),
});

export const undoBulkOperation = operation({
  method: "POST",
  path: "/api/operations/{id}/undo",
  tag,
  summary: "Undo a stop or a delete within ten minutes, by an operation with an `id` of its own",
  body: undoOperationSchema,
  answer: theOperation("The operation that undoes it", 202),
  refusals: ["OPERATION_NOT_FOUND", "OPERATION_ID_TAKEN", "NOT_UNDOABLE"],
  run: ({ services, actor, params, body }) => services.bulkOperations.undo(actor, params.id, body),
});

export const reportBulkOperation = operation({
  method: "GET",
  path: "/api/operations/{id}/report",
  tag,
  summary: "What became of each task of an operation, as a file: JSON or CSV",
  query: z.strictObject({ format: z.enum(["json", "csv"]).default("json") }),
  answer: { status: 200, description: "Oldest task first", schema: operationReportSchema },
  refusals: ["OPERATION_NOT_FOUND"],
  run: async ({ services, params, query }) => {
    const { operation: view, pages } = await services.bulkOperations.report(params.id);
    return query.format === "csv" ? csvReport(view, pages) : jsonReport(view, pages);
  },
});
