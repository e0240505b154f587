import { usageOf } from "./accounts";
import type { Engine } from "./engine";
import { failedReasonV1 } from "./failures";
import type { PlannedFailure, Task } from "./model";
import { promptTips } from "./prompt-validation";
import { pollTask, takeEmptyOutputs } from "./visible-state";
import { outputUrl, progressSocketUrl } from "./wire-urls";

export interface EnvelopeV1 {
  code: number;
  msg: string;
  errorMessages?: null;
  data: unknown;
}

export const successV1 = (data: unknown, msg = "success"): EnvelopeV1 => ({
  code: 0,
  msg,
  errorMessages: null,
  data,
});
export const failureV1 = (code: number, msg: string, data: unknown = null): EnvelopeV1 => ({
  code,
  msg,
  data,
});
export const notFoundV1 = (): EnvelopeV1 => failureV1(807, "APIKEY_TASK_NOT_FOUND");

const STATUS_NAME = { CANCELLED: "FAILED", LOST: "FAILED" } as const;

/** The success reply of create and ai-app/run. */
export function createReplyV1(engine: Engine, task: Task, baseUrl: string): EnvelopeV1 {
  const state = engine.stateOf(task);
  return successV1({
    netWssUrl: state === "RUNNING" ? progressSocketUrl(baseUrl, task, engine.now()) : null,
    taskId: task.taskId,
    clientId: task.clientId,
    taskStatus: state === "CANCELLED" ? "FAILED" : state,
    promptTips: promptTips(task.graph, task.nodeErrors),
  });
}

/** The bare state string. */
export function statusReplyV1(engine: Engine, task: Task): EnvelopeV1 {
  const { state } = pollTask(engine, task);
  if (state === "LOST") return notFoundV1();
  return successV1(state === "CANCELLED" ? STATUS_NAME.CANCELLED : state, "");
}

/** Result items as v1 lists them; `numericTime` for webhooks, where the time is a number. */
export function outputItems(engine: Engine, task: Task, baseUrl: string, numericTime = false): object[] {
  const usage = usageOf(task, engine.now(), engine.settings.billUnfinished);
  const seconds = Math.round(usage.seconds);
  const isShared = engine.account(task.key)?.type === "SHARED";
  return task.outputs.map((file) => ({
    fileUrl: outputUrl(engine, baseUrl, task, file),
    fileType: file.fileType,
    taskCostTime: numericTime ? seconds : String(seconds),
    nodeId: file.nodeId,
    thirdPartyConsumeMoney: null,
    consumeMoney: isShared ? usage.money.toFixed(2) : null,
    consumeCoins: isShared ? "0" : String(usage.coins),
  }));
}

export const failedReplyV1 = (failure: PlannedFailure | null): EnvelopeV1 =>
  failureV1(805, "APIKEY_TASK_STATUS_ERROR", failure ? failedReasonV1(failure) : null);

/** The answer of /task/openapi/outputs: results, a state in disguise of an error, or the failure. */
export function outputsReplyV1(engine: Engine, task: Task, baseUrl: string): EnvelopeV1 {
  const { state, failure } = pollTask(engine, task);
  switch (state) {
    case "LOST":
      return notFoundV1();
    case "CREATE":
    case "QUEUED":
      return failureV1(813, "APIKEY_TASK_IS_QUEUED");
    case "RUNNING":
      return failureV1(804, "APIKEY_TASK_IS_RUNNING", {
        netWssUrl: progressSocketUrl(baseUrl, task, engine.now()),
      });
    case "CANCELLED":
      return failedReplyV1(null);
    case "FAILED":
      return failedReplyV1(failure);
    case "SUCCESS": {
      const empty = takeEmptyOutputs(engine, task);
      if (empty) return successV1(empty === "null" ? null : []);
      return successV1(outputItems(engine, task, baseUrl));
    }
  }
}
