import { usageOf } from "./accounts";
import type { Refusal } from "./admission";
import type { Engine } from "./engine";
import { failedReasonOf } from "./failures";
import type { Task } from "./model";
import { promptTips } from "./prompt-validation";
import { captionText } from "./text-output";
import type { TaskState } from "./timeline";
import { pollTask, takeEmptyOutputs } from "./visible-state";
import { outputUrl } from "./wire-urls";

export interface TaskObjectV2 {
  taskId: string;
  status: string;
  errorCode: string;
  errorMessage: string;
  results: object[] | null;
  clientId: string;
  promptTips: string;
  failedReason?: object | string | null;
  usage?: object;
}

const emptyObject = { taskId: "", status: "", errorCode: "", errorMessage: "", results: null };

export const errorV2 = (errorCode: string, errorMessage: string, taskId = ""): TaskObjectV2 => ({
  ...emptyObject,
  taskId,
  errorCode,
  errorMessage,
  clientId: "",
  promptTips: "",
});

export const notFoundV2 = (taskId: string): TaskObjectV2 =>
  errorV2("1004", "Task not found, please check the task ID | 任务不存在或已过期，请检查任务ID", taskId);

const TEXTS: Record<number, [string, string]> = {
  1: ["901", "WEBAPP_NOT_EXISTS: webapp not exists | AI应用不存在"],
  301: ["1007", "Parameter validation failed | 参数校验失败"],
  421: ["421", "api queue limit reached, please retry later | API 并发数已达上线，请降低并发或稍后重试"],
  803: ["1101", "Node info error"],
};

/** A refused run in v2 words; a busy answer carries nothing but the two error fields. */
export function refusalV2({ code, msg }: Refusal): object {
  const [errorCode, text] = TEXTS[code] ?? [String(code), msg];
  const errorMessage = code === 803 || (code === 301 && msg !== "PARAMS_INVALID") ? `${text}: ${msg}` : text;
  return code === 421 ? { errorCode, errorMessage } : errorV2(errorCode, errorMessage);
}

export const runReplyV2 = (engine: Engine, task: Task): TaskObjectV2 => ({
  ...emptyObject,
  taskId: task.taskId,
  status: engine.stateOf(task),
  clientId: task.clientId,
  promptTips: promptTips(task.graph, task.nodeErrors),
});

export function resultsV2(engine: Engine, task: Task, baseUrl: string): object[] {
  return task.outputs.map((file) => ({
    url: outputUrl(engine, baseUrl, task, file),
    outputType: file.fileType,
    nodeId: file.nodeId,
    text: file.fileType === "txt" ? captionText(task.graph, file.nodeId) : null,
  }));
}

/** Usage of an ended task: strings or null, the time with decimals. */
export function usageV2(engine: Engine, task: Task): object {
  const usage = usageOf(task, engine.now(), engine.settings.billUnfinished);
  const isShared = engine.account(task.key)?.type === "SHARED";
  return {
    consumeMoney: isShared ? usage.money.toFixed(2) : null,
    consumeCoins: isShared ? "0" : String(usage.coins),
    taskCostTime: String(Math.round(usage.seconds * 100) / 100),
    thirdPartyConsumeMoney: null,
  };
}

/** The task object for a state that is known; also the content of v2 webhooks. */
export function taskObjectV2(
  engine: Engine,
  task: Task,
  baseUrl: string,
  state: TaskState,
  failure = task.failure,
): TaskObjectV2 {
  const base = { ...emptyObject, taskId: task.taskId, clientId: task.clientId, promptTips: "" };
  if (state === "SUCCESS")
    return {
      ...base,
      status: state,
      results: resultsV2(engine, task, baseUrl),
      usage: usageV2(engine, task),
    };
  if (state === "CANCELLED") {
    const { cancelReport } = engine.settings;
    if (cancelReport === "empty") return { ...base, status: "" };
    if (cancelReport === "CANCEL") return { ...base, status: "CANCEL", usage: usageV2(engine, task) };
  }
  if (state === "FAILED" || state === "CANCELLED") {
    const isUnknown = failure?.kind === "unknown-1000";
    return {
      ...base,
      status: "FAILED",
      errorCode: isUnknown ? "1000" : "805",
      errorMessage: isUnknown ? "unknown error" : "工作流运行失败",
      failedReason: failure && state === "FAILED" ? failedReasonOf(failure) : null,
      usage: usageV2(engine, task),
    };
  }
  return { ...base, status: state };
}

/** The answer of /openapi/v2/query. */
export function queryReplyV2(engine: Engine, task: Task, baseUrl: string): TaskObjectV2 {
  const { state, failure } = pollTask(engine, task);
  if (state === "LOST") return notFoundV2(task.taskId);
  const reply = taskObjectV2(engine, task, baseUrl, state, failure);
  const empty = state === "SUCCESS" ? takeEmptyOutputs(engine, task) : null;
  return empty ? { ...reply, results: empty === "null" ? null : [] } : reply;
}
