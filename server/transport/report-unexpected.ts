/** What nobody foresaw: the log gets everything, the caller a number to find it by. */
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors";
import { currentRequest, newRequest } from "../log-context";
import { processState } from "../process-state";
import { REQUEST_ID_HEADER } from "./request-log";

/** Logs the error and returns what may be told about it. */
export function logUnexpected(error: unknown): AppError & { readonly requestId: string } {
  const requestId = currentRequest()?.id ?? randomUUID();
  // Before the container stands there is no log; its absence is then the refusal itself, and foreseen.
  processState().container?.log.error({ err: error, requestId }, "unexpected error");
  const told = new AppError(
    "INTERNAL",
    `Something went wrong on our side; the log has the details under ${requestId}`,
  );
  return Object.assign(told, { requestId });
}

/** A page's error. The browser is told its digest and nothing else, so the line has that beside the request's number. */
export function logPageError(
  error: unknown,
  route: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): void {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  const requestId = (currentRequest() ?? newRequest(headers[REQUEST_ID_HEADER])).id;
  processState().container?.log.error({ err: error, digest, requestId, route }, "a page could not be made");
}
