/** Every REST call there is; a test compares the list with the route files. */
import { z } from "zod";
import { describeApi } from "../openapi";
import { type Operation, openOperation } from "../operation";
import { deleteTasks, getBatch, listBatches, renameBatch, startTasks, stopTasks } from "./batches";
import {
  abortBulkOperation,
  getBulkOperation,
  listBulkOperations,
  reportBulkOperation,
  requestBulkOperation,
  undoBulkOperation,
} from "./bulk-operations";
import {
  createUpload,
  getOutput,
  getOutputThumbnail,
  getUpload,
  getUploadThumbnail,
  putOutputPoster,
  retryOutput,
  reuseOutput,
} from "./files";
import { listOutputs, markOutputs, zipOutputs } from "./gallery";
import { readInsight } from "./insight";
import { cronTick, runningHubWebhook } from "./machines";
import { live, metrics, ready } from "./operators";
import { createToken, exportAudit, listAudit, listTokens, readMe, revokeToken } from "./people";
import {
  createTask,
  createTasks,
  deleteTask,
  expectTasks,
  exportTasks,
  getExchange,
  getTask,
  getTaskStatus,
  linkRun,
  listTasks,
  runTaskAgain,
  sendAgain,
  startTask,
  stopTask,
} from "./tasks";

export const openapi = openOperation({
  access: "open",
  method: "GET",
  path: "/api/openapi.json",
  tag: "operators",
  summary: "This description, as OpenAPI 3.1",
  answer: { status: 200, description: "OpenAPI 3.1", schema: z.looseObject({ openapi: z.string() }) },
  run: async () => describeApi(operations),
});

export const operations: readonly Operation[] = [
  createTask,
  listTasks,
  createTasks,
  expectTasks,
  exportTasks,
  getTask,
  deleteTask,
  getTaskStatus,
  getExchange,
  startTask,
  stopTask,
  runTaskAgain,
  linkRun,
  sendAgain,
  startTasks,
  stopTasks,
  deleteTasks,
  requestBulkOperation,
  listBulkOperations,
  getBulkOperation,
  abortBulkOperation,
  undoBulkOperation,
  reportBulkOperation,
  listBatches,
  getBatch,
  renameBatch,
  createUpload,
  getUpload,
  getUploadThumbnail,
  listOutputs,
  markOutputs,
  zipOutputs,
  getOutput,
  getOutputThumbnail,
  putOutputPoster,
  retryOutput,
  reuseOutput,
  readInsight,
  readMe,
  listTokens,
  createToken,
  revokeToken,
  listAudit,
  exportAudit,
  live,
  ready,
  metrics,
  openapi,
  cronTick,
  runningHubWebhook,
];
