/** Reading workflows, AI apps and the account. */
import { parse, stringify } from "lossless-json";
import { callError } from "./call-errors";
import {
  type AccountStatus,
  type AppInputs,
  type QueueStatus,
  type RunningHubCredentials,
  RunningHubError,
} from "./contract";
import { isJsonObject, type JsonObject, openJsonText } from "./reply-json";
import { bodyKey, jsonPost, type SafeCaller } from "./safe-call";
import { countMember, decimalMember, type Reply, textMember } from "./wire";

export function workflowGraph(
  call: SafeCaller,
  timeoutMs: number,
  credentials: RunningHubCredentials,
  workflowId: string,
): Promise<string> {
  return call(credentials, {
    name: "workflowGraph",
    timeoutMs,
    request: (keyInBody) =>
      jsonPost("/api/openapi/getJsonApiFormat", { ...bodyKey(keyInBody, credentials), workflowId }),
    read: (reply, text) => {
      const { prompt } = successData(reply, credentials.apiKey);
      if (typeof prompt === "string" && prompt.trim() !== "") return prompt;
      if (!isJsonObject(prompt)) throw unreadable("no graph");
      // Documented as text. Should it ever come as an object, read it again with its digits.
      const envelope = parse(text);
      const data = isJsonObject(envelope) && isJsonObject(envelope.data) ? envelope.data : {};
      return stringify(data.prompt) ?? "";
    },
  });
}

export function appInputs(
  call: SafeCaller,
  timeoutMs: number,
  credentials: RunningHubCredentials,
  appId: string,
): Promise<AppInputs> {
  const query = new URLSearchParams({ apiKey: credentials.apiKey, webappId: appId });
  return call(credentials, {
    name: "appInputs",
    timeoutMs,
    request: () => ({ method: "GET", path: `/api/webapp/apiCallDemo?${query}`, headers: {} }),
    read: (reply) => {
      const data = successData(reply, credentials.apiKey);
      const items = openJsonText(data.nodeInfoList);
      if (!Array.isArray(items)) throw unreadable("no list of inputs");
      return {
        name: textMember(data, "webappName") ?? appId,
        description: textMember(data, "description"),
        descriptionEn: textMember(data, "descriptionEn"),
        content: stringify({ nodeInfoList: items.filter(isJsonObject) }) ?? "",
      };
    },
  });
}

export function accountStatus(
  call: SafeCaller,
  timeoutMs: number,
  credentials: RunningHubCredentials,
): Promise<AccountStatus> {
  return call(credentials, {
    name: "accountStatus",
    timeoutMs,
    // The one v1 call that spells the key's name in lower case.
    request: () => jsonPost("/uc/openapi/accountStatus", { apikey: credentials.apiKey }),
    read: (reply) => {
      const data = successData(reply, credentials.apiKey);
      return {
        coins: decimalMember(data, "remainCoins"),
        money: decimalMember(data, "remainMoney"),
        currency: textMember(data, "currency"),
        keyType: textMember(data, "apiType"),
        currentTasks: countMember(data, "currentTaskCounts"),
      };
    },
  });
}

export function queueStatus(
  call: SafeCaller,
  timeoutMs: number,
  credentials: RunningHubCredentials,
): Promise<QueueStatus> {
  return call(credentials, {
    name: "queueStatus",
    timeoutMs,
    request: () => ({ method: "GET", path: "/openapi/v2/queue/status", headers: {} }),
    read: (reply) => {
      const data = successData(reply, credentials.apiKey);
      return {
        keyType: textMember(data, "apiKeyType"),
        concurrentLimit: countMember(data, "concurrentLimit"),
        running: countMember(data, "runningCount"),
        queued: countMember(data, "queuedCount"),
        total: countMember(data, "totalCurrentTasks"),
      };
    },
  });
}

function successData(reply: Reply, apiKey: string): JsonObject {
  if (!reply.success) throw callError(reply, apiKey);
  if (!isJsonObject(reply.data)) throw unreadable("no data");
  return reply.data;
}

function unreadable(what: string): RunningHubError {
  return new RunningHubError("protocol", `RunningHub's answer holds ${what}`, { retryable: true });
}
