/** What nobody foresaw: the log gets everything, the caller a number to find it by. */
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors";
import { processState } from "../process-state";

/** Logs the error and returns what may be told about it. */
export function logUnexpected(error: unknown): AppError & { readonly requestId: string } {
  const requestId = randomUUID();
  // Before the container stands there is no log; its absence is then the refusal itself, and foreseen.
  processState().container?.log.error({ err: error, requestId }, "unexpected error");
  const told = new AppError(
    "INTERNAL",
    `Something went wrong on our side; the log has the details under ${requestId}`,
  );
  return Object.assign(told, { requestId });
}
