import { ERROR_CODES, ERRORS, type ErrorCode } from "./errors";
import type { TaskAction } from "./task-status";

function isErrorCode(value: unknown): value is ErrorCode {
  return (ERROR_CODES as readonly unknown[]).includes(value); // widened so that any value may be looked up
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && key in value
    ? (value as Record<string, unknown>)[key] // `in` has proved the key
    : undefined;
}

/** Our code in whatever a door threw or returned; null when the server was not reached or spoke otherwise. */
export function errorCode(error: unknown): ErrorCode | null {
  const places = [property(property(error, "data"), "appCode"), property(error, "code")];
  return places.find(isErrorCode) ?? null;
}

/** Path of the input that was refused; null when it was something else. */
export function errorField(error: unknown): string | null {
  const field = property(property(error, "data"), "field");
  return typeof field === "string" ? field : null;
}

const DONE_STATUSES: Record<TaskAction, readonly string[]> = {
  start: ["PENDING", "QUEUED", "RUNNING"],
  stop: ["STOPPED"],
  delete: [],
};

/** Does this refusal say that the task is already as the action would have made it? */
export function wasDone(action: TaskAction, error: unknown): boolean {
  if (action === "delete") return errorCode(error) === "TASK_NOT_FOUND";
  const status = property(property(error, "data"), "status");
  return errorCode(error) === "INVALID_TRANSITION" && DONE_STATUSES[action].some((done) => done === status);
}

/** English detail for people who copy it; the words on screen come from the messages, by code. */
export function errorMessage(error: unknown): string {
  const message = property(error, "message");
  return typeof message === "string" ? message : String(error);
}

/** What the server's log has it under: the number of the request, or Next's digest of a page's error; null when neither is told. */
export function errorNumber(error: unknown): string | null {
  const places = [property(property(error, "data"), "requestId"), property(error, "digest")];
  return places.find((place) => typeof place === "string") ?? null;
}

const STATUSES_OF_A_SILENT_SERVER: readonly number[] = [502, 503, 504];

/** Did the server itself not answer, so that nothing can be said but to wait? A refusal of its own is an answer. */
export function isUnanswered(error: unknown): boolean {
  const code = errorCode(error);
  return code === null || STATUSES_OF_A_SILENT_SERVER.includes(ERRORS[code].status);
}

/** May the same read succeed later, unchanged? True when the server was not reached at all. */
export function isRetryable(error: unknown): boolean {
  const code = errorCode(error);
  return code === null || ERRORS[code].retryable;
}

const FIRST_DELAY_MS = 1_000;

/** How long to wait before a read is tried again: as the server asks, else twice as long each time. */
export function retryDelayMs(failures: number, error: unknown): number {
  const asked = property(property(error, "data"), "retryAfterSeconds");
  return typeof asked === "number" ? asked * 1000 : FIRST_DELAY_MS * 2 ** failures;
}
