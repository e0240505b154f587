/** tRPC over HTTP: batches of calls, and subscriptions as server-sent events. */
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { admit, rateHeaders, withHeaders } from "./admission";
import { actorOf } from "./auth";
import { readText } from "./json-body";
import { MEGABYTE } from "./operation";
import { problemOf } from "./problem";
import { appErrorOf } from "./refusal";
import { logUnexpected } from "./report-unexpected";
import { atDoor } from "./request-log";
import { appRouter } from "./router";
import { requireSameOrigin } from "./same-origin";
import { services } from "./services";
import { type Context, toTrpcError } from "./trpc";

const ENDPOINT = "/api/trpc";
/** Calls in one request at most. */
const MAX_BATCH = 50;
const MAX_BODY_BYTES = 64 * MEGABYTE;

/** Long enough for the names of a batch that our own pages make. */
const MAX_ROUTE = 300;

export async function serveTrpc(request: Request): Promise<Response> {
  const route = new URL(request.url).pathname.slice(0, MAX_ROUTE);
  return atDoor(request, route, () => answer(request));
}

async function answer(request: Request): Promise<Response> {
  // Before anything of the body is read: what it may hold is a lot to keep for somebody who is not let in.
  const entry = await enter(request);
  let bounded: Request;
  try {
    bounded = entry.isLetIn ? await withBoundedBody(request) : withoutBody(request);
  } catch (error) {
    return withHeaders(problemOf(error), entry.headers);
  }
  const response = await fetchRequestHandler({
    endpoint: ENDPOINT,
    req: bounded,
    router: appRouter,
    maxBatchSize: MAX_BATCH,
    createContext: entry.context,
    onError: ({ error }) => {
      const cause = error.cause ?? error;
      const foreseen = appErrorOf(cause) !== null || error.code !== "INTERNAL_SERVER_ERROR";
      if (!foreseen && !request.signal.aborted) logUnexpected(cause);
    },
  });
  return withHeaders(response, entry.headers);
}

interface Entry {
  readonly isLetIn: boolean;
  /** Of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** @throws TRPCError why the request is refused, in tRPC's own form */
  readonly context: () => Context;
}

/** Never throws: a refusal is told once tRPC answers. */
async function enter(request: Request): Promise<Entry> {
  try {
    const isRead = request.method === "GET";
    const actor = await actorOf(request.headers);
    const allowance = await admit(request.headers, actor, isRead ? "read" : "write", callsIn(request));
    if (!isRead && actor?.kind === "user") requireSameOrigin(request.headers, services().config.publicUrl);
    return {
      isLetIn: actor !== null,
      headers: rateHeaders(allowance),
      context: () => ({ actor, askAgain: () => actorOf(request.headers) }),
    };
  } catch (error) {
    const seconds = appErrorOf(error)?.details.retryAfterSeconds;
    return {
      isLetIn: false,
      headers: seconds === undefined ? {} : { "retry-after": String(seconds) },
      context: () => {
        throw toTrpcError(error) ?? error;
      },
    };
  }
}

/** Of a batch, which names its procedures with commas between. */
function callsIn(request: Request): number {
  return Math.min(new URL(request.url).pathname.split(",").length, MAX_BATCH);
}

/** tRPC reads bodies whole, so they are counted first. @throws AppError PAYLOAD_TOO_LARGE, INVALID_INPUT */
async function withBoundedBody(request: Request): Promise<Request> {
  if (request.method !== "POST") return request;
  const body = await readText(request, MAX_BODY_BYTES);
  return new Request(request.url, { method: "POST", headers: request.headers, body, signal: request.signal });
}

/** No procedure is open to strangers, so none needs what they have sent. It is left unread, as after any refusal. */
function withoutBody({ url, method, headers, signal }: Request): Request {
  return new Request(url, { method, headers, signal });
}
