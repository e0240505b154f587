import pRetry from "p-retry";
import { errorCode } from "@/lib/client-error";

/**
 * Sends again when the server was not reached or its answer was lost. Only for what may be sent twice: with an id of
 * its own, or where the second answer tells that the first one was done.
 */
export function askAgain<T>(send: () => Promise<T>): Promise<T> {
  return pRetry(send, {
    retries: 3,
    minTimeout: 300,
    factor: 2,
    shouldRetry: ({ error }) => errorCode(error) === null,
  });
}
