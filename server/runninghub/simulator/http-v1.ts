import { cancelTask } from "./cancel";
import { ownTask, withKey } from "./http-auth";
import { type Call, jsonReply, type SimulatorApp, type SimulatorParts, textField } from "./http-context";
import { stringifyJson } from "./json";
import type { Task } from "./model";
import { failureV1, notFoundV1, outputsReplyV1, statusReplyV1, successV1 } from "./reply-v1";

const zonelessTime = (ms: number) => new Date(ms).toISOString().slice(0, 19);

function mountTaskCalls(app: SimulatorApp, parts: SimulatorParts): void {
  const { engine } = parts;
  const forTask = (answer: (task: Task) => object) => (call: Call) =>
    withKey(parts, call, "v1", ({ account, fields }) => {
      const taskId = textField(fields, "taskId");
      if (taskId === null) return jsonReply(failureV1(301, "taskId cannot be empty"));
      const task = ownTask(parts, account, taskId);
      return jsonReply(task ? answer(task) : notFoundV1());
    });

  app.post(
    "/task/openapi/status",
    forTask((task) => statusReplyV1(engine, task)),
  );
  app.post(
    "/task/openapi/outputs",
    forTask((task) => outputsReplyV1(engine, task, parts.baseUrl())),
  );
  app.post(
    "/task/openapi/cancel",
    forTask((task) => {
      if (task.lost) return notFoundV1();
      if (cancelTask(engine, task) === "accepted") return { code: 0, msg: "success", data: null };
      return engine.settings.cancelFinished === "code1" ? failureV1(1, "task cannot cancel") : notFoundV1();
    }),
  );
  app.post(
    "/task/openapi/getWebhookDetail",
    forTask((task) => {
      const { webhook } = task;
      if (!webhook) return failureV1(1, "webhook event not exists");
      return successV1({
        id: webhook.id,
        userApiKey: "******************",
        taskId: task.taskId,
        webhookUrl: webhook.url,
        eventData: stringifyJson(parts.webhooks.eventData(task)),
        callbackStatus: webhook.status,
        callbackResponse: webhook.response,
        retryCount: webhook.retryCount,
        createTime: zonelessTime(webhook.createdAt),
        updateTime: zonelessTime(webhook.updatedAt),
      });
    }),
  );
}

/** The v1 calls besides create and upload. */
export function mountV1(app: SimulatorApp, parts: SimulatorParts): void {
  const { engine } = parts;
  mountTaskCalls(app, parts);

  app.post("/task/openapi/retryWebhook", (call) =>
    withKey(parts, call, "v1", ({ account, fields }) => {
      const webhookId = textField(fields, "webhookId");
      const task = engine.tasksOf(account.key).find((candidate) => candidate.webhook?.id === webhookId);
      if (!task) return jsonReply(failureV1(1, "webhook event not exists"));
      parts.webhooks.resend(task, textField(fields, "webhookUrl"));
      return jsonReply({ code: 0, msg: "", data: null });
    }),
  );

  app.post("/api/openapi/getJsonApiFormat", (call) =>
    withKey(parts, call, "v1", ({ fields }) => {
      const workflowId = textField(fields, "workflowId");
      if (workflowId === null) return jsonReply(failureV1(301, "PARAMS_INVALID"));
      const workflow = engine.workflow(workflowId);
      if (workflow?.kind !== "workflow") return jsonReply(failureV1(380, "WORKFLOW_NOT_EXISTS"));
      const { refuse } = workflow.behaviour;
      if (refuse?.code === 810) return jsonReply(failureV1(refuse.code, refuse.msg));
      return jsonReply(successV1({ prompt: stringifyJson(workflow.graph) }, "SUCCESS"));
    }),
  );

  app.get("/api/webapp/apiCallDemo", (call) =>
    withKey(parts, call, "v1", ({ account }) => {
      const app = engine.workflow(call.req.query("webappId")?.trim() ?? "");
      if (app?.kind !== "ai-app") return jsonReply(failureV1(1, "webapp not exists"));
      const body = { webappId: app.workflowId, apiKey: account.key, nodeInfoList: app.inputs };
      return jsonReply(
        successV1({
          curl: `curl --location --request POST '${parts.baseUrl()}/task/openapi/ai-app/run' --header 'Content-Type: application/json' --data-raw '${stringifyJson(body)}'`,
          webappName: app.name,
          description: app.name,
          descriptionEn: app.name,
          accessEncrypted: false,
          statisticsInfo: {
            likeCount: "12",
            downloadCount: "0",
            useCount: "340",
            pv: "0",
            collectCount: "5",
          },
          nodeInfoList: app.inputs,
          covers: [],
          tags: [],
        }),
      );
    }),
  );

  app.post("/uc/openapi/accountStatus", (call) =>
    withKey(parts, call, "v1", ({ account }) => {
      engine.settle();
      const { coins, money } = engine.balance(account);
      return jsonReply(
        successV1({
          remainCoins: String(Math.floor(coins)),
          currentTaskCounts: String(engine.slots(account).total),
          remainMoney: money.toFixed(2),
          currency: account.currency,
          apiType: account.type,
        }),
      );
    }),
  );
}
