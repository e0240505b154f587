/** Bodies as RunningHub sends them, faults included. */
import type { LedgerRun } from "./ledger";

export interface Reply {
  readonly status: number;
  readonly text: string;
}

const json = (body: unknown, status = 200): Reply => ({ status, text: JSON.stringify(body) });
const v1 = (code: number, msg: string, data: unknown = null): Reply => json({ code, msg, data });

export const created = (remoteId: string, taskStatus: "QUEUED" | "RUNNING"): Reply =>
  v1(0, "success", { netWssUrl: null, taskId: remoteId, clientId: "c", taskStatus, promptTips: "{}" });
export const createdWithoutId = (): Reply => v1(0, "success", {});
export const refusals = {
  noRoom: () => v1(421, "TASK_QUEUE_MAXED"),
  tooMany: (): Reply => ({ status: 429, text: "" }),
  busy: () => v1(1011, "SYSTEM_BUSY"),
  badKey: (): Reply => ({ status: 401, text: '{"code":401,"msg":"ApiKey verification failed"}' }),
  badNode: () => v1(803, "NODE_INFO_MISMATCH(node 9 is not there)"),
} as const;
export const gatewayError = (): Reply => ({
  status: 502,
  text: "<html><body><h1>502 Bad Gateway</h1></body></html>",
});
export const htmlInstead = (): Reply => ({ status: 200, text: "<!doctype html><title>maintenance</title>" });

const v2 = (fields: object): Reply => json({ taskId: "", errorCode: "", errorMessage: "", ...fields });

export const notFound = (): Reply =>
  v2({ errorCode: "807", errorMessage: "APIKEY_TASK_NOT_FOUND", status: "" });
export const running = (remoteId: string): Reply => v2({ taskId: remoteId, status: "RUNNING" });
export const emptyStatus = (remoteId: string): Reply => v2({ taskId: remoteId, status: "" });
export const cancelled = (remoteId: string): Reply => v2({ taskId: remoteId, status: "CANCEL" });
export const failed = (remoteId: string): Reply =>
  v2({
    taskId: remoteId,
    status: "FAILED",
    errorCode: "805",
    errorMessage: "the run failed",
    failedReason: { exception_type: "ValueError", exception_message: "no such file", node_id: "3" },
  });
/** The text names the run it came from, so that the judge sees whose outputs a task has. */
export const succeeded = (run: LedgerRun): Reply =>
  v2({
    taskId: run.remoteId,
    status: "SUCCESS",
    results: [{ nodeId: "9", outputType: "txt", text: outputOf(run.remoteId) }],
    usage: { consumeCoins: "3", taskCostTime: "9" },
  });
export const outputOf = (remoteId: string): string => `output of ${remoteId}`;

export const v1Running = (netWssUrl: string | null): Reply =>
  v1(804, "APIKEY_TASK_IS_RUNNING", netWssUrl === null ? null : { netWssUrl });
export const v1NotFound = (): Reply => v1(807, "APIKEY_TASK_NOT_FOUND");

export const cancelTaken = (): Reply => v1(0, "success");
export const cancelRefused = (): Reply => v1(1, "task cannot be cancelled now");

export const accountStatus = (alive: number): Reply =>
  v1(0, "success", { remainCoins: "100000", currentTaskCounts: String(alive), apiType: "NORMAL" });
export const queueStatus = (alive: number, limit: number): Reply =>
  v1(0, "", {
    apiKeyType: "NORMAL",
    concurrentLimit: String(limit),
    runningCount: String(alive),
    queuedCount: "0",
    totalCurrentTasks: String(alive),
  });
