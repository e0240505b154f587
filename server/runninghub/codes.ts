/**
 * RunningHub's codes in our words: one row per code, for the create call and for every other call. A new upstream code
 * is one row here; a code without a row is "unknown" on create and a failure to retry elsewhere.
 */

/** What a code proves in the reply to a create. `unknown`: a paid run may exist. */
export type CreateMeaning =
  | "reject"
  | "busy-slot"
  | "busy-rate"
  | "busy-system"
  | "account-key"
  | "account-funds"
  | "account-plan"
  | "unknown";

/** What a code means in the reply to anything else. */
export type CallMeaning =
  | "refused"
  | "account"
  | "rate"
  | "server"
  | "running"
  | "queued"
  | "failed"
  | "lost"
  /** The path is not known to this server. */
  | "no-such-call";

/** What a refused create was about, where the code says it: each has a cure of its own. */
export type RefusedFor = "inputs" | "workflow-never-run" | "workflow-missing" | "machine" | "content";

interface CodeRow {
  readonly name: string;
  readonly onCreate: CreateMeaning;
  readonly elsewhere: CallMeaning;
  /** Of a create that is rejected; null where the code does not say. */
  readonly refusedFor: RefusedFor | null;
}

const row = (
  name: string,
  onCreate: CreateMeaning,
  elsewhere: CallMeaning,
  refusedFor: RefusedFor | null = null,
): CodeRow => ({ name, onCreate, elsewhere, refusedFor });

const TABLE: Readonly<Record<string, CodeRow>> = {
  "-1": row("ApiKey verification failed", "account-key", "account"),
  "1": row("refused", "reject", "refused"),
  "301": row("PARAMS_INVALID", "reject", "refused"),
  "380": row("WORKFLOW_NOT_EXISTS", "reject", "refused", "workflow-missing"),
  "401": row("ApiKey verification failed", "account-key", "account"),
  "404": row("not found", "unknown", "no-such-call"),
  "412": row("TOKEN_INVALID", "reject", "no-such-call"),
  "414": row("NOT_ENOUGH_POWER_VALUE", "account-funds", "account"),
  "415": row("TASK_INSTANCE_MAXED", "busy-slot", "rate"),
  "416": row("NOT_ENOUGH_WALLET", "account-funds", "account"),
  "421": row("TASK_QUEUE_MAXED", "busy-slot", "rate"),
  "423": row("TASK_NOT_FOUNED", "unknown", "lost"),
  "433": row("VALIDATE_PROMPT_FAILED", "reject", "refused", "inputs"),
  "435": row("TASK_USER_EXCLAPI_INSTANCE_NOT_FOUND", "reject", "refused", "machine"),
  "436": row("TASK_USER_EXCLAPI_REQUIRED", "reject", "refused"),
  "500": row("UNKNOWN_ERROR", "unknown", "server"),
  "605": row("balance", "account-funds", "account"),
  "801": row("APIKEY_UNSUPPORTED_FREE_USER", "account-plan", "account"),
  "802": row("APIKEY_UNAUTHORIZED", "account-key", "account"),
  "803": row("APIKEY_INVALID_NODE_INFO", "reject", "refused", "inputs"),
  "804": row("APIKEY_TASK_IS_RUNNING", "unknown", "running"),
  "805": row("APIKEY_TASK_STATUS_ERROR", "unknown", "failed"),
  "806": row("APIKEY_USER_NOT_FOUND", "account-key", "account"),
  "807": row("APIKEY_TASK_NOT_FOUND", "unknown", "lost"),
  "808": row("APIKEY_UPLOAD_FAILED", "unknown", "server"),
  "809": row("APIKEY_FILE_SIZE_EXCEEDED", "unknown", "refused"),
  "810": row("WORKFLOW_NOT_SAVED_OR_NOT_RUNNING", "reject", "refused", "workflow-never-run"),
  "811": row("CORPAPIKEY_INVALID", "account-key", "account"),
  "812": row("CORPAPIKEY_INSUFFICIENT_FUNDS", "account-funds", "account"),
  "813": row("APIKEY_TASK_IS_QUEUED", "unknown", "queued"),
  "814": row("PERSONAL_QUEUE_COUNT_LIMIT", "busy-slot", "rate"),
  "901": row("WEBAPP_NOT_EXISTS", "reject", "refused", "workflow-missing"),
  "1000": row("unknown error", "unknown", "server"),
  "1001": row("invalid URL", "reject", "no-such-call"),
  "1002": row("invalid API key", "account-key", "account"),
  "1003": row("rate limit exceeded", "busy-rate", "rate"),
  "1004": row("task not found", "unknown", "lost"),
  "1005": row("internal error", "unknown", "server"),
  "1006": row("task execution timeout", "unknown", "failed"),
  "1007": row("parameter validation failed", "reject", "refused", "inputs"),
  "1008": row("file too large", "reject", "refused"),
  "1009": row("method not supported", "reject", "no-such-call"),
  "1010": row("service unavailable", "unknown", "server"),
  "1011": row("system busy", "busy-system", "server"),
  "1012": row("upstream error", "unknown", "server"),
  "1013": row("file processing failed", "unknown", "failed"),
  "1014": row("needs an enterprise-shared key", "reject", "refused"),
  "1015": row("generation failed", "unknown", "failed"),
  "1101": row("node info error", "reject", "refused", "inputs"),
  "1501": row("content moderation", "reject", "failed", "content"),
  "1504": row("model timeout", "unknown", "failed"),
  "1505": row("real people not allowed", "reject", "failed", "content"),
  "1516": row("server side", "unknown", "server"),
  "1517": row("server side", "unknown", "server"),
  "1519": row("server side", "unknown", "server"),
  "1520": row("per-user concurrency reached", "busy-slot", "rate"),
};

/** Texts that mean a bad key whatever code they ride on. */
export const KEY_FAILURE_TEXTS = ["apikey verification failed", "api key不存在", "user not exist"] as const;

/** Texts recorded without a code that refuse the very request; they count only beside a code that is no success. */
export const REJECTION_TEXTS = ["暂无权限调用该内容", "webappid cannot be null"] as const;

export function includesAny(text: string, needles: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return needles.some((needle) => lower.includes(needle));
}

/** Codes that may be intermittent for a good key, and so earn one repeat. */
export function mayBeIntermittent(code: string): boolean {
  return code === "-1" || code === "401";
}

/** A row per code. Without a prototype: RunningHub's words are looked up here, and "constructor" is not a code. */
export const CODES: Readonly<Record<string, CodeRow>> = Object.assign(Object.create(null), TABLE);
