/** State replies of both generations, read into one RemoteSnapshot. Pure. */

import { callError } from "./call-errors";
import { CODES, includesAny } from "./codes";
import {
  type RemoteFailure,
  type RemoteOutput,
  type RemoteSnapshot,
  RunningHubError,
  type Usage,
} from "./contract";
import { redactForStorage } from "./redact";
import { isJsonObject, type JsonObject, openJsonText } from "./reply-json";
import { callMeaning, decimalMember, objectMember, type Reply, textMember } from "./wire";

/**
 * v2 `/openapi/v2/query`. The status decides; a code counts only where there is no status, because RUNNING with a
 * non-empty `errorCode` occurs.
 * @throws RunningHubError when the reply tells nothing about the task.
 */
export function readV2Query(reply: Reply, apiKey: string): RemoteSnapshot {
  const task = isJsonObject(reply.data) && "status" in reply.data ? reply.data : reply.body;
  const raw = textMember(task, "status", "taskStatus") ?? "";
  const usage = readUsage(objectMember(task, "usage"));
  switch (raw.toUpperCase()) {
    case "CREATE":
    case "QUEUED":
      return { state: "QUEUED", progressUrl: null };
    case "RUNNING":
      return { state: "RUNNING", progressUrl: textMember(task, "netWssUrl") };
    case "SUCCESS":
      return { state: "SUCCESS", outputs: readOutputs(task.results), usage };
    case "FAILED":
      return { state: "FAILED", failure: readFailure(task, reply, apiKey), usage };
    case "CANCEL":
    case "CANCELED":
    case "CANCELLED":
      return { state: "CANCELLED", explicit: true, usage };
    case "":
      return readStateless(reply, "status" in task, apiKey, usage);
    default:
      return { state: "UNKNOWN", raw };
  }
}

function readStateless(
  reply: Reply,
  statusIsEmpty: boolean,
  apiKey: string,
  usage: Usage | null,
): RemoteSnapshot {
  switch (callMeaning(reply)) {
    case null:
      if (statusIsEmpty) return { state: "CANCELLED", explicit: false, usage };
      throw new RunningHubError("protocol", "the answer names no state", {
        retryable: true,
        code: reply.code,
      });
    case "lost":
      return { state: "LOST" };
    case "running":
      return { state: "RUNNING", progressUrl: null };
    case "queued":
      return { state: "QUEUED", progressUrl: null };
    case "failed":
      return { state: "FAILED", failure: readFailure(reply.body, reply, apiKey), usage };
    default:
      throw callError(reply, apiKey);
  }
}

/** v1 `/task/openapi/outputs`, where 804 and 813 are states, not errors. @throws RunningHubError */
export function readV1Outputs(reply: Reply, apiKey: string): RemoteSnapshot {
  const data = isJsonObject(reply.data) ? reply.data : null;
  switch (callMeaning(reply)) {
    case null: {
      const first = Array.isArray(reply.data) ? reply.data.find(isJsonObject) : undefined;
      // Totals are repeated on every item.
      return { state: "SUCCESS", outputs: readOutputs(reply.data), usage: readUsage(first ?? null) };
    }
    case "running":
      return { state: "RUNNING", progressUrl: textMember(data, "netWssUrl") };
    case "queued":
      return { state: "QUEUED", progressUrl: null };
    case "failed":
      return { state: "FAILED", failure: readFailure(data ?? {}, reply, apiKey), usage: readUsage(data) };
    case "lost":
      return { state: "LOST" };
    default:
      throw callError(reply, apiKey);
  }
}

/** Null when there is no list yet. Items without address and without text are dropped. */
function readOutputs(value: unknown): RemoteOutput[] | null {
  const list = openJsonText(value);
  if (!Array.isArray(list)) return null;
  return list.filter(isJsonObject).flatMap((item) => {
    const address = textMember(item, "url", "fileUrl", "download_url");
    const url = address?.startsWith("//") ? `https:${address}` : address;
    const text = typeof item.text === "string" ? item.text : textMember(item, "content", "output");
    if (url === null && text === null) return [];
    const type = textMember(item, "outputType", "fileType")?.toLowerCase().replace(/^\./, "");
    const fileType =
      type && /^[a-z0-9]{1,12}$/.test(type) ? type : (extensionOf(url) ?? (url ? "bin" : "txt"));
    return [{ url: url ?? null, fileType, nodeId: textMember(item, "nodeId"), text }];
  });
}

function extensionOf(url: string | null | undefined): string | null {
  return /\.([a-z0-9]{1,12})(?:[?#]|$)/i.exec(url ?? "")?.[1]?.toLowerCase() ?? null;
}

function readUsage(source: JsonObject | null): Usage | null {
  const coins = decimalMember(source, "consumeCoins");
  const money = sum(decimalMember(source, "consumeMoney"), decimalMember(source, "thirdPartyConsumeMoney"));
  const seconds = decimalMember(source, "taskCostTime");
  return coins === null && money === null && seconds === null ? null : { coins, money, seconds };
}

function sum(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return String(Number((Number(one) + Number(other)).toFixed(6)));
}

const REFUSAL_CODES = new Set(["1501", "1505"]);
const MEMORY_WORDS = ["outofmemory", "out of memory", "显存"];
const REFUSAL_WORDS = ["audit.", "rhauditexception", "content moderation", "内容审核", "敏感", "违规"];

/** Why a run failed; `failedReason` comes as an object, as JSON text, as plain text or not at all. */
export function readFailure(source: JsonObject, reply: Reply, apiKey: string): RemoteFailure {
  const given = openJsonText(source.failedReason);
  const reason = isJsonObject(given) ? given : null;
  const plain = typeof given === "string" && given.trim() !== "" ? given.trim() : null;
  const type = textMember(reason, "exception_type");
  const said = textMember(reason, "exception_message", "msg", "message") ?? plain;
  const evidence = `${type ?? ""} ${said ?? ""} ${reply.text}`;
  const kind = includesAny(evidence, MEMORY_WORDS)
    ? "OUT_OF_MEMORY"
    : REFUSAL_CODES.has(reply.code ?? "") || includesAny(evidence, REFUSAL_WORDS)
      ? "CONTENT_REFUSED"
      : "RUN_FAILED";
  // RunningHub's video nodes cannot decode AV1, and say so only in the decoder's words.
  const hint = includesAny(evidence, ["could not be loaded with cv"])
    ? " (AV1 video? Convert it to H.264.)"
    : "";
  const words = said ?? type ?? (reply.text || CODES[reply.code ?? ""]?.name) ?? "the run failed";
  return {
    kind,
    message: `${String(redactForStorage(words, apiKey))}${hint}`,
    nodeId: textMember(reason, "node_id"),
    nodeName: textMember(reason, "node_name", "node_type"),
    detail: redactForStorage(given ?? null, apiKey),
  };
}
