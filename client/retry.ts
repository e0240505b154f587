/** Which calls may be sent again, and when. */
import type { Operation } from "@trpc/client";
import type { HubQueueError } from "./error.js";
import { hasKey } from "./idempotency-key.js";

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** HubQueue may ask for longer; then the caller is told instead. */
const LONGEST_ASKED_SECONDS = 30;
/** So that many who were refused together do not come back together. */
const SPREAD_MS = 500;

/**
 * As long as HubQueue has asked for, else twice as long each time; never the same for many clients.
 * @param tries so far @param error of the last one
 */
export function delayMs(tries: number, error?: HubQueueError): number {
  const asked = error?.retryAfterSeconds;
  if (asked !== undefined) return asked * 1000 + Math.random() * SPREAD_MS;
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (tries - 1), LONGEST_DELAY_MS);
  return longest * (0.5 + Math.random() / 2);
}

/**
 * What HubQueue refuses because it was asked too often was not done; a query changes nothing, and what has a key is done once however often it is sent. Any other mutation may have been
 * done although its answer was lost: it is never sent twice.
 * @param tries so far
 */
export function maySendAgain(operation: Operation, error: HubQueueError, tries: number, retries: number) {
  if (!error.isPassing) return false;
  if (operation.type === "subscription") return true;
  if (!isSoon(error)) return false;
  // Refused before anything was done.
  if (error.code === "RATE_LIMITED" && error.retryAfterSeconds !== undefined) return tries <= retries;
  return tries <= retries && (operation.type === "query" || hasKey(operation));
}

/** Does HubQueue want the call back within a time that a caller waits? */
export function isSoon({ retryAfterSeconds = 0 }: HubQueueError): boolean {
  return retryAfterSeconds <= LONGEST_ASKED_SECONDS;
}
