/** The one call that costs money and cannot be repeated. */
import { stringify } from "lossless-json";
import { mayBeIntermittent } from "./codes";
import type { CreateRequest, CreateVerdict, RunningHubCredentials } from "./contract";
import { type CreateAnswer, judgeCreate } from "./create-verdict";
import { redactForStorage, redactText } from "./redact";
import { parseReply } from "./reply-json";
import { type CallLog, callUrl, type OnCall } from "./safe-call";
import { type Transport, TransportError } from "./transport";

export interface CreateParts {
  readonly transport: Transport;
  readonly timeoutMs: number;
  readonly repeatDelayMs: number;
  readonly log: CallLog | undefined;
  readonly onCall: OnCall | undefined;
}

/** Later than this a refused key is not tried again: whoever waits for the call relies on its bound. */
const REPEAT_WITHIN_MS = 3_000;

/** See RunningHubClient.create. */
export async function createTask(
  parts: CreateParts,
  credentials: RunningHubCredentials,
  request: CreateRequest,
  signal: AbortSignal | undefined,
): Promise<{ verdict: CreateVerdict; reply: unknown }> {
  const startedAt = performance.now();
  const first = await attempt(parts, credentials, request, signal);
  const slow = performance.now() - startedAt > REPEAT_WITHIN_MS;
  if (slow || !keyMayBeGood(first.verdict) || signal?.aborted) return first;
  await new Promise((resolve) => setTimeout(resolve, parts.repeatDelayMs));
  if (signal?.aborted) return first;
  return attempt(parts, credentials, request, signal);
}

/** RunningHub refuses good keys now and then; that refusal proves there is no task, so one repeat is safe. */
function keyMayBeGood(verdict: CreateVerdict): boolean {
  return verdict.kind === "account" && (verdict.code === "HTTP_401" || mayBeIntermittent(verdict.code));
}

async function attempt(
  parts: CreateParts,
  credentials: RunningHubCredentials,
  request: CreateRequest,
  signal: AbortSignal | undefined,
): Promise<{ verdict: CreateVerdict; reply: unknown }> {
  const startedAt = performance.now();
  const answer = await send(parts, credentials, request, signal);
  parts.onCall?.("create", (performance.now() - startedAt) / 1000);
  const verdict = withoutKey(judgeCreate(answer), credentials.apiKey);
  const code = "code" in verdict ? verdict.code : null;
  const facts = {
    call: "create",
    verdict: verdict.kind,
    code,
    ms: Math.round(performance.now() - startedAt),
  };
  parts.log?.debug(facts, "RunningHub create judged");
  return { verdict, reply: storable(answer, credentials.apiKey) };
}

async function send(
  parts: CreateParts,
  credentials: RunningHubCredentials,
  request: CreateRequest,
  signal: AbortSignal | undefined,
): Promise<CreateAnswer> {
  try {
    const http = await parts.transport.sendOnce({
      method: "POST",
      url: callUrl(
        credentials,
        request.kind === "ai-app" ? "/task/openapi/ai-app/run" : "/task/openapi/create",
      ),
      headers: { authorization: `Bearer ${credentials.apiKey}`, "content-type": "application/json" },
      body: createBody(credentials, request),
      timeoutMs: parts.timeoutMs,
      signal,
    });
    const { retryAfterSeconds } = http;
    const answer = { kind: "answer", httpStatus: http.status, text: http.text } as const;
    return retryAfterSeconds === undefined ? answer : { ...answer, retryAfterSeconds };
  } catch (error) {
    if (error instanceof TransportError) {
      return {
        kind: error.connected ? "no-answer" : "not-connected",
        message: `${error.message} (${error.code})`,
      };
    }
    // Only building the request can end here (a bad address, a value JSON has no form for): nothing was sent.
    return {
      kind: "not-connected",
      message: error instanceof Error ? error.message : "the request could not be built",
    };
  }
}

function createBody(credentials: RunningHubCredentials, request: CreateRequest): string {
  const id =
    request.kind === "ai-app" ? { webappId: request.workflowId } : { workflowId: request.workflowId };
  const body = {
    apiKey: credentials.apiKey,
    ...id,
    nodeInfoList: request.nodeInfoList,
    ...(request.graph === undefined ? {} : { workflow: request.graph }),
    ...(request.instanceType === undefined ? {} : { instanceType: request.instanceType }),
    ...(request.webhookUrl === undefined ? {} : { webhookUrl: request.webhookUrl }),
  };
  const text = stringify(body);
  if (text === undefined) throw new TypeError("the request has no JSON form");
  return text;
}

function withoutKey(verdict: CreateVerdict, apiKey: string): CreateVerdict {
  if (verdict.message === null) return verdict;
  const clean = { ...verdict, message: redactText(verdict.message, apiKey) };
  if (clean.kind !== "rejected" || clean.nodeErrors === undefined) return clean;
  const nodeErrors = clean.nodeErrors.map((error) => ({
    ...error,
    message: redactText(error.message, apiKey),
  }));
  return { ...clean, nodeErrors };
}

function storable(answer: CreateAnswer, apiKey: string): unknown {
  if (answer.kind !== "answer") return redactForStorage({ error: answer.message }, apiKey);
  const body = parseReply(answer.text) ?? answer.text;
  return redactForStorage({ httpStatus: answer.httpStatus, body }, apiKey);
}
