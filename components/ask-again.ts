import { later } from "@/components/ui/later";
import { errorCode } from "@/lib/client-error";

const retry = later(() => import("p-retry").then(({ default: pRetry }) => pRetry));

/**
 * Sends again when the server was not reached or its answer was lost. Only for what may be sent twice: with an id of
 * its own, or where the second answer tells that the first one was done.
 */
export async function askAgain<T>(send: () => Promise<T>): Promise<T> {
  const pRetry = await retry.load();
  return pRetry(send, {
    retries: 3,
    minTimeout: 300,
    factor: 2,
    shouldRetry: ({ error }) => errorCode(error) === null,
  });
}
