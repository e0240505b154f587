/** The way of a call through tRPC: a key, tries, errors of ours, then a batch of calls or the event stream. */
import {
  httpBatchLink,
  httpSubscriptionLink,
  type Operation,
  retryLink,
  splitLink,
  type TRPCLink,
} from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { EventSource } from "eventsource";
import { type Connection, request } from "./connection.js";
import type { AppRouter } from "./contract.js";
import { type HubQueueError, hubQueueErrorOf } from "./error.js";
import { withKey } from "./idempotency-key.js";
import { delayMs, maySendAgain } from "./retry.js";

/** As the server has it. */
const MAX_BATCH = 50;
/** Some proxies take no longer addresses. */
const MAX_ADDRESS_LENGTH = 6_000;

const keys: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next(withKey(op));

const errors: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        error: (error) => observer.error(hubQueueErrorOf(error)),
        complete: () => observer.complete(),
      }),
    );

function sendingAgain({ retries }: Connection): TRPCLink<AppRouter> {
  // The delay is asked for right after whether to try again, but without what failed.
  let failed: HubQueueError | undefined;
  return retryLink({
    retry: ({ op, error, attempts }) => {
      failed = hubQueueErrorOf(error);
      return maySendAgain(op, failed, attempts, retries);
    },
    retryDelayMs: (tries) => delayMs(tries, failed),
  });
}

/** The terminating link and all before it, in their order. */
export function linksTo(connection: Connection): TRPCLink<AppRouter>[] {
  const url = `${connection.url}/api/trpc`;
  return [
    keys,
    sendingAgain(connection),
    errors,
    splitLink({
      condition: (operation: Operation) => operation.type === "subscription",
      true: httpSubscriptionLink({
        url,
        EventSource,
        // A refusal comes as an event, and a stream that breaks is taken up again where it was, so nothing is judged here.
        eventSourceOptions: {
          fetch: (address, init) =>
            connection.fetch(address, { ...init, headers: { ...init.headers, ...connection.headers } }),
        },
      }),
      false: httpBatchLink({
        url,
        maxItems: MAX_BATCH,
        maxURLLength: MAX_ADDRESS_LENGTH,
        // tRPC's own idea of what fetch takes is narrower than fetch.
        fetch: (address, init) => request(connection, String(address), init as RequestInit),
      }),
    }),
  ];
}
