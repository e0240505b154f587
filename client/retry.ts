/** Which calls may be sent again, and when. */
import type { Operation } from "@trpc/client";
import type { HubQueueError } from "./error.js";
import { hasKey } from "./idempotency-key.js";

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;

/** Twice as long each time, and never the same for many clients. @param tries so far */
export function delayMs(tries: number): number {
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (tries - 1), LONGEST_DELAY_MS);
  return longest * (0.5 + Math.random() / 2);
}

/**
 * A query changes nothing, and what has a key is done once however often it is sent. Any other mutation may have been
 * done although its answer was lost: it is never sent twice.
 * @param tries so far
 */
export function maySendAgain(operation: Operation, error: HubQueueError, tries: number, retries: number) {
  if (!error.isPassing) return false;
  if (operation.type === "subscription") return true;
  return tries <= retries && (operation.type === "query" || hasKey(operation));
}
