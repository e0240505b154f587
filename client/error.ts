/** One error for whatever can go wrong, by tRPC or by REST. Programs branch on its `code`. */
import { TRPCClientError } from "@trpc/client";
import type { AppRouter, ErrorCode } from "./contract.js";

/**
 * The codes of HubQueue's own refusals, and what can happen on the way there: `UNREACHABLE` (no answer),
 * `UNREADABLE_ANSWER` (something that is not HubQueue answered, a proxy for example), `ABORTED` (the caller's signal).
 */
export type HubQueueErrorCode = ErrorCode | "UNREACHABLE" | "UNREADABLE_ANSWER" | "ABORTED";

export interface Refusal {
  readonly code: HubQueueErrorCode;
  /** Of the HTTP answer; null without one. */
  readonly status: number | null;
  /** For people; may change. */
  readonly detail: string;
  /** Path of the input that is wrong, for example `nodeInfoList.0.uploadId`. */
  readonly field?: string | undefined;
  /** With INVALID_TRANSITION: the task's status, and what can be done in it. */
  readonly taskStatus?: string | undefined;
  readonly allowed?: readonly string[] | undefined;
  /** Which of the ways this can go wrong, where the code covers several. */
  readonly reason?: string | undefined;
  readonly facts?: Readonly<Record<string, string>> | undefined;
  /** When HubQueue wants to be asked again, where it says so. */
  readonly retryAfterSeconds?: number | undefined;
}

/** Too many requests, and what HubQueue or a proxy before it says while it starts or is busy. */
const PASSING_STATUSES: readonly number[] = [408, 429, 502, 503, 504];

type Shape = TRPCClientError<AppRouter>["shape"];

export class HubQueueError extends TRPCClientError<AppRouter> implements Refusal {
  readonly code: HubQueueErrorCode;
  readonly status: number | null;
  readonly detail: string;
  readonly field: string | undefined;
  readonly taskStatus: string | undefined;
  readonly allowed: readonly string[] | undefined;
  readonly reason: string | undefined;
  readonly facts: Readonly<Record<string, string>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(refusal: Refusal, { cause, shape }: { cause?: unknown; shape?: Shape } = {}) {
    super(refusal.detail, {
      ...(shape && { result: { error: shape } }),
      ...(cause instanceof Error && { cause }),
    });
    // The base class sets its own prototype on whatever it constructs.
    Object.setPrototypeOf(this, HubQueueError.prototype);
    this.name = "HubQueueError";
    this.code = refusal.code;
    this.status = refusal.status;
    this.detail = refusal.detail;
    this.field = refusal.field;
    this.taskStatus = refusal.taskStatus;
    this.allowed = refusal.allowed;
    this.reason = refusal.reason;
    this.facts = refusal.facts;
    this.retryAfterSeconds = refusal.retryAfterSeconds;
  }

  /** The same call may succeed in a moment. Says nothing about whether it is safe to send again. */
  get isPassing(): boolean {
    if (this.code === "UNREACHABLE") return true;
    return this.code !== "RUNNINGHUB_REFUSED" && PASSING_STATUSES.includes(this.status ?? 0);
  }
}

/** Whatever tRPC's links throw, as ours. */
export function hubQueueErrorOf(error: TRPCClientError<AppRouter>): HubQueueError {
  if (error instanceof HubQueueError) return error;
  const { data, shape, cause } = error;
  // tRPC takes the event of a stream that failed for a refusal, because it has a code and a message: that of HTTP.
  if (!data) return unanswered(cause ?? shape ?? error);
  const { appCode: code, httpStatus, status: taskStatus, field, allowed, reason, facts } = data;
  const { retryAfterSeconds } = data;
  const refusal = {
    code,
    status: httpStatus,
    detail: error.message,
    field,
    taskStatus,
    allowed,
    reason,
    facts,
    retryAfterSeconds,
  };
  return new HubQueueError(refusal, { shape });
}

/** A call without a readable answer: it was aborted, nobody answered, or an event stream was refused on the way. */
export function unanswered(cause: unknown): HubQueueError {
  const { name, code, message } = factsOf(cause);
  if (name === "AbortError" || name === "TimeoutError")
    return new HubQueueError({ code: "ABORTED", status: null, detail: "The call was aborted" }, { cause });
  if (typeof code === "number" || name === "SyntaxError") {
    const status = typeof code === "number" ? code : null;
    const detail = `Not HubQueue's answer: ${message}; check the address`;
    return new HubQueueError({ code: "UNREADABLE_ANSWER", status, detail }, { cause });
  }
  return new HubQueueError(
    { code: "UNREACHABLE", status: null, detail: `HubQueue did not answer: ${message}` },
    { cause },
  );
}

/** An Error, a DOMException or the event of an EventSource: read for what it has. */
function factsOf(cause: unknown): { name: unknown; code: unknown; message: string } {
  if (typeof cause !== "object" || cause === null) return { name: null, code: null, message: String(cause) };
  const name = "name" in cause ? cause.name : null;
  // A DOMException has a code of its own, which is no HTTP status.
  const code = "code" in cause && !(cause instanceof Error) ? cause.code : null;
  const inner = "cause" in cause && cause.cause instanceof Error ? cause.cause.message : "";
  const message = "message" in cause && typeof cause.message === "string" ? cause.message : "no connection";
  return { name, code, message: inner === "" ? message : `${message} (${inner})` };
}
