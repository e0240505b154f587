/** The decision table for create replies: ordered rules, first match wins. Pure; codes are rows of ./codes. */
import { CODES, type CreateMeaning, includesAny, KEY_FAILURE_TEXTS, REJECTION_TEXTS } from "./codes";
import type { CreateVerdict } from "./contract";
import { isJsonObject, parseReply } from "./reply-json";
import { type Reply, readNodeErrors, readReply, taskIdMember, textMember } from "./wire";

/** What came back from one create call. */
export type CreateAnswer =
  /** The connection was never made, so no byte of the request left. */
  | { readonly kind: "not-connected"; readonly message: string }
  /** The connection was made, and no complete answer came. */
  | { readonly kind: "no-answer"; readonly message: string }
  | {
      readonly kind: "answer";
      readonly httpStatus: number;
      readonly text: string;
      readonly retryAfterSeconds?: number;
    };

interface Facts {
  readonly httpStatus: number;
  readonly retryAfterSeconds: number | undefined;
  /** Null when the body is no JSON object. */
  readonly reply: Reply | null;
}

type Rule = (facts: Facts) => CreateVerdict | null;

/** In order. Numbers are those of the reference's table. */
const RULES: readonly Rule[] = [
  acceptedWithTaskId, // 2
  tooManyRequests, // 3
  unauthorised, // 4
  unusableHttp, // 5
  successWithoutTaskId, // 6
  keyFailureText, // 7
  rejectionText, // 7
  listedCode, // 8
];

/** @returns what the answer proves; anything unforeseen is `unknown` (rule 9). */
export function judgeCreate(answer: CreateAnswer): CreateVerdict {
  if (answer.kind === "not-connected") return { kind: "not-sent", message: answer.message };
  if (answer.kind === "no-answer") return { kind: "unknown", code: null, message: answer.message };
  const reply = readReply(parseReply(answer.text));
  const facts: Facts = { httpStatus: answer.httpStatus, retryAfterSeconds: answer.retryAfterSeconds, reply };
  for (const rule of RULES) {
    const verdict = rule(facts);
    if (verdict !== null) return verdict;
  }
  return { kind: "unknown", code: reply?.code ?? null, message: words(reply) };
}

function words(reply: Reply | null): string {
  if (reply === null) return "an answer that is not JSON";
  return reply.text || CODES[reply.code ?? ""]?.name || `code ${reply.code ?? "missing"}`;
}

function acceptedWithTaskId({ reply }: Facts): CreateVerdict | null {
  if (reply === null) return null;
  const data = isJsonObject(reply.data) ? reply.data : null;
  const remoteId = taskIdMember(data) ?? taskIdMember(reply.body);
  if (remoteId === null) return null;
  const source = taskIdMember(data) === null ? reply.body : data;
  const state = textMember(source, "taskStatus", "status")?.toUpperCase() ?? "QUEUED";
  const nodeErrors = readNodeErrors(reply);
  const innerCode = textMember(source, "errorCode");
  const remoteState =
    state === "FAILED" || state === "RUNNING" ? state : state === "SUCCESS" ? "RUNNING" : "QUEUED";
  const flagged = state === "FAILED" || nodeErrors.length > 0 || !reply.success || (innerCode ?? "0") !== "0";
  const problem =
    nodeErrors.map((error) => `node ${error.nodeId}: ${error.message}`).join("; ") ||
    textMember(source, "errorMessage") ||
    words(reply);
  return {
    kind: "accepted",
    remoteId,
    remoteState,
    progressUrl: textMember(source, "netWssUrl"),
    clientId: textMember(source, "clientId"),
    flagged,
    message: flagged ? problem : null,
  };
}

function tooManyRequests({ httpStatus, retryAfterSeconds, reply }: Facts): CreateVerdict | null {
  if (httpStatus !== 429) return null;
  const message = reply?.text || "too many requests";
  const verdict = { kind: "busy", cause: "rate", code: "HTTP_429", message } as const;
  return retryAfterSeconds === undefined ? verdict : { ...verdict, retryAfterSeconds };
}

function unauthorised({ httpStatus, reply }: Facts): CreateVerdict | null {
  if (httpStatus !== 401) return null;
  return { kind: "account", cause: "key", code: "HTTP_401", message: reply?.text || "the key was refused" };
}

function unusableHttp({ httpStatus, reply }: Facts): CreateVerdict | null {
  if (httpStatus === 200 && reply !== null) return null;
  const code = httpStatus === 200 ? null : `HTTP_${httpStatus}`;
  return { kind: "unknown", code, message: httpStatus === 200 ? words(reply) : `HTTP ${httpStatus}` };
}

function successWithoutTaskId({ reply }: Facts): CreateVerdict | null {
  if (!reply?.success) return null;
  return { kind: "unknown", code: reply.code, message: "accepted, but without a task id" };
}

function keyFailureText({ reply }: Facts): CreateVerdict | null {
  if (reply === null || !includesAny(reply.text, KEY_FAILURE_TEXTS)) return null;
  return { kind: "account", cause: "key", code: reply.code ?? "", message: reply.text };
}

function rejectionText({ reply }: Facts): CreateVerdict | null {
  if (reply === null || !includesAny(reply.text, REJECTION_TEXTS)) return null;
  return { kind: "rejected", code: reply.code ?? "", message: reply.text };
}

function listedCode({ reply }: Facts): CreateVerdict | null {
  const listed = CODES[reply?.code ?? ""];
  if (reply === null || listed === undefined) return null;
  return VERDICTS[listed.onCreate](reply.code ?? "", words(reply), reply);
}

const VERDICTS: Readonly<
  Record<CreateMeaning, (code: string, message: string, reply: Reply) => CreateVerdict>
> = {
  reject: (code, message, reply) => {
    const nodeErrors = readNodeErrors(reply);
    const refusedFor = nodeErrors.length > 0 ? "inputs" : CODES[code]?.refusedFor;
    return {
      kind: "rejected",
      code,
      message,
      ...(refusedFor ? { refusedFor } : {}),
      ...(nodeErrors.length > 0 ? { nodeErrors } : {}),
    };
  },
  "busy-slot": (code, message) => ({ kind: "busy", cause: "slot", code, message }),
  "busy-rate": (code, message) => ({ kind: "busy", cause: "rate", code, message }),
  "busy-system": (code, message) => ({ kind: "busy", cause: "system", code, message }),
  "account-key": (code, message) => ({ kind: "account", cause: "key", code, message }),
  "account-funds": (code, message) => ({ kind: "account", cause: "funds", code, message }),
  "account-plan": (code, message) => ({ kind: "account", cause: "plan", code, message }),
  unknown: (code, message) => ({ kind: "unknown", code, message }),
};
