/** Refusals on the wire: RFC 9457 problem details. */
import { type AppError, ERRORS } from "@/lib/errors";
import { appErrorOf } from "./refusal";
import { logUnexpected } from "./report-unexpected";

export const PROBLEM_TYPE = "application/problem+json";

interface Extras {
  /** Instead of the code's own status. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Advice to clients that may simply ask again. */
const RETRY_AFTER_SECONDS: Readonly<Record<number, number>> = { 429: 60, 503: 2 };

export function problem(error: AppError, { status, headers, members }: Extras = {}): Response {
  const rule = ERRORS[error.code];
  const httpStatus = status ?? rule.status;
  const retryAfter = error.details.retryAfterSeconds ?? RETRY_AFTER_SECONDS[httpStatus];
  const { field, status: taskStatus, allowed, reason, facts } = error.details;
  const body = {
    type: `urn:hubqueue:error:${error.code}`,
    title: rule.title,
    status: httpStatus,
    detail: error.message,
    code: error.code,
    ...(field !== undefined && { field }),
    ...(taskStatus !== undefined && { taskStatus }),
    ...(allowed !== undefined && { allowed }),
    ...(reason !== undefined && { reason }),
    ...(facts !== undefined && { facts }),
    ...members,
  };
  return new Response(JSON.stringify(body), {
    status: httpStatus,
    headers: {
      "content-type": PROBLEM_TYPE,
      "cache-control": "no-store",
      ...(httpStatus === 401 && { "www-authenticate": "Bearer" }),
      ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
      ...headers,
    },
  });
}

/** The answer to whatever was thrown; what nobody foresaw is logged and told without details. */
export function problemOf(error: unknown): Response {
  const known = appErrorOf(error);
  if (known) return problem(known);
  const unexpected = logUnexpected(error);
  return problem(unexpected, { members: { requestId: unexpected.requestId } });
}
