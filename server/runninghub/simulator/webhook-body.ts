import type { Engine } from "./engine";
import { stringifyJson } from "./json";
import type { Task } from "./model";
import { type EnvelopeV1, failedReplyV1, outputItems, successV1 } from "./reply-v1";
import { taskObjectV2 } from "./reply-v2";

/** What the event says, in the structure of outputs; the time is a number here. */
export function webhookEventData(engine: Engine, task: Task, baseUrl: string): EnvelopeV1 {
  const state = engine.stateOf(task);
  if (state === "SUCCESS") return successV1(outputItems(engine, task, baseUrl, true));
  return failedReplyV1(state === "FAILED" ? task.failure : null);
}

/** The body of a TASK_END call in the shape that is switched on. */
export function webhookBody(engine: Engine, task: Task, baseUrl: string): object {
  const { webhookShape, webhookNumericTaskId } = engine.settings;
  const taskId = webhookNumericTaskId ? BigInt(task.taskId) : task.taskId;
  const envelope = { event: "TASK_END", taskId };
  const shape = webhookShape === "auto" ? (task.generation === "v2" ? "v2" : "v1-string") : webhookShape;
  const v1 = () => webhookEventData(engine, task, baseUrl);
  const v2 = () => ({ ...taskObjectV2(engine, task, baseUrl, engine.stateOf(task)), taskId });
  switch (shape) {
    case "v1-string":
      return { ...envelope, eventData: stringifyJson(v1()) };
    case "v1-object":
      return { ...envelope, eventData: v1() };
    case "v2":
      return { ...envelope, eventData: v2() };
    case "v2-wrapped": {
      const { status, results } = v2();
      const isFailed = engine.stateOf(task) !== "SUCCESS";
      return {
        ...envelope,
        eventData: {
          code: isFailed ? 805 : 0,
          msg: isFailed ? "APIKEY_TASK_STATUS_ERROR" : "success",
          data: { status, results },
        },
      };
    }
    case "bare":
      return v2();
    case "file-string": {
      const [first] = outputItems(engine, task, baseUrl, true);
      return {
        ...envelope,
        eventData: stringifyJson(engine.stateOf(task) === "SUCCESS" && first ? first : v1()),
      };
    }
  }
}
