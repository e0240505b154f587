/** One error type and one table: every door (REST, tRPC, actions) reads its answers here. */

interface ErrorRule {
  /** HTTP status of the REST answer. */
  readonly status: number;
  /** tRPC's name for it. */
  readonly trpc:
    | "BAD_REQUEST"
    | "UNAUTHORIZED"
    | "FORBIDDEN"
    | "NOT_FOUND"
    | "METHOD_NOT_SUPPORTED"
    | "CONFLICT"
    | "PAYLOAD_TOO_LARGE"
    | "UNSUPPORTED_MEDIA_TYPE"
    | "TOO_MANY_REQUESTS"
    | "INTERNAL_SERVER_ERROR"
    | "SERVICE_UNAVAILABLE"
    | "BAD_GATEWAY";
  readonly title: string;
  /** May the same call succeed later, unchanged? */
  readonly retryable: boolean;
}

/** Codes an operation can be refused with. Stable: programs branch on them. */
export const ERRORS = {
  INVALID_INPUT: { status: 400, trpc: "BAD_REQUEST", title: "Invalid input", retryable: false },
  FILTER_TOO_BROAD: { status: 400, trpc: "BAD_REQUEST", title: "Too broad a search", retryable: false },
  UNAUTHENTICATED: { status: 401, trpc: "UNAUTHORIZED", title: "Sign in first", retryable: false },
  FORBIDDEN: { status: 403, trpc: "FORBIDDEN", title: "Not allowed", retryable: false },
  NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Not found", retryable: false },
  TASK_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Task not found", retryable: false },
  UPLOAD_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Upload not found", retryable: false },
  OUTPUT_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Result not found", retryable: false },
  WORKFLOW_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Workflow not found", retryable: false },
  BATCH_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Batch not found", retryable: false },
  OPERATION_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Operation not found", retryable: false },
  VIEW_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "View not found", retryable: false },
  HOOK_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Notification not found", retryable: false },
  ACCOUNT_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Account not found", retryable: false },
  PERSON_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Person not found", retryable: false },
  LINK_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Link not found", retryable: false },
  TOKEN_NOT_FOUND: { status: 404, trpc: "NOT_FOUND", title: "Token not found", retryable: false },
  METHOD_NOT_ALLOWED: {
    status: 405,
    trpc: "METHOD_NOT_SUPPORTED",
    title: "Method not allowed",
    retryable: false,
  },
  INVALID_TRANSITION: {
    status: 409,
    trpc: "CONFLICT",
    title: "Not possible in this status",
    retryable: false,
  },
  OPERATION_ID_TAKEN: {
    status: 409,
    trpc: "CONFLICT",
    title: "The id is another operation's",
    retryable: false,
  },
  NOT_UNDOABLE: { status: 409, trpc: "CONFLICT", title: "Cannot be undone", retryable: false },
  TOO_MANY_WAITING: { status: 409, trpc: "CONFLICT", title: "Too many tasks wait", retryable: true },
  ACCOUNT_NEEDED: { status: 409, trpc: "CONFLICT", title: "The account is still needed", retryable: false },
  EVIDENCE_AGAINST: { status: 409, trpc: "CONFLICT", title: "RunningHub says otherwise", retryable: false },
  ALREADY_SET_UP: { status: 409, trpc: "CONFLICT", title: "Already set up", retryable: false },
  EMAIL_TAKEN: { status: 409, trpc: "CONFLICT", title: "The address is taken", retryable: false },
  LAST_ADMINISTRATOR: {
    status: 409,
    trpc: "CONFLICT",
    title: "The only administrator",
    retryable: false,
  },
  PAYLOAD_TOO_LARGE: { status: 413, trpc: "PAYLOAD_TOO_LARGE", title: "Too large", retryable: false },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    trpc: "UNSUPPORTED_MEDIA_TYPE",
    title: "Unsupported type",
    retryable: false,
  },
  RATE_LIMITED: { status: 429, trpc: "TOO_MANY_REQUESTS", title: "Too many requests", retryable: true },
  INTERNAL: { status: 500, trpc: "INTERNAL_SERVER_ERROR", title: "Internal error", retryable: true },
  RUNNINGHUB_REFUSED: { status: 502, trpc: "BAD_GATEWAY", title: "RunningHub refused", retryable: false },
  RUNNINGHUB_UNREACHABLE: {
    status: 502,
    trpc: "BAD_GATEWAY",
    title: "RunningHub did not answer",
    retryable: true,
  },
  STORAGE_UNAVAILABLE: {
    status: 503,
    trpc: "SERVICE_UNAVAILABLE",
    title: "The storage does not answer",
    retryable: true,
  },
  STORAGE_FULL: { status: 503, trpc: "SERVICE_UNAVAILABLE", title: "The disk is full", retryable: true },
  NOT_READY: { status: 503, trpc: "SERVICE_UNAVAILABLE", title: "Not ready yet", retryable: true },
} as const satisfies Record<string, ErrorRule>;
export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[]; // the keys of a const object

const BRAND = "hubqueue.error";

/** Facts about a refusal that a caller may show or branch on. */
export interface ErrorDetails {
  /** Path of the offending input, for example `nodeInfoList.0.uploadId`. */
  readonly field?: string;
  readonly status?: string;
  readonly allowed?: readonly string[];
  /** Which of the ways this can go wrong, where the code covers several. Pages choose their words by it. */
  readonly reason?: string;
  /** When the same call may be answered. */
  readonly retryAfterSeconds?: number;
  /** What the words are about. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** A foreseen refusal. Recognised by a brand, because Next loads this module several times in one process. */
export class AppError extends Error {
  readonly brand = BRAND;
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.name = "AppError";
  }
}

export function isAppError(value: unknown): value is AppError {
  return value instanceof Error && "brand" in value && value.brand === BRAND;
}
