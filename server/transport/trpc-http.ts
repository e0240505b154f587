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
  let bounded: Request;
  try {
    bounded = await withBoundedBody(request);
  } catch (error) {
    return problemOf(error);
  }
  let told: Readonly<Record<string, string>> = {};
  const response = await fetchRequestHandler({
    endpoint: ENDPOINT,
    req: bounded,
    router: appRouter,
    maxBatchSize: MAX_BATCH,
    createContext: () =>
      contextOf(request, (headers) => {
        told = headers;
      }),
    onError: ({ error }) => {
      const cause = error.cause ?? error;
      const foreseen = appErrorOf(cause) !== null || error.code !== "INTERNAL_SERVER_ERROR";
      if (!foreseen && !request.signal.aborted) logUnexpected(cause);
    },
  });
  return withHeaders(response, told);
}

/** @param tell headers of the answer */
async function contextOf(
  request: Request,
  tell: (headers: Readonly<Record<string, string>>) => void,
): Promise<Context> {
  try {
    const actor = await actorOf(request.headers);
    tell(
      rateHeaders(
        await admit(request.headers, actor, request.method === "GET" ? "read" : "write", callsIn(request)),
      ),
    );
    if (request.method !== "GET" && actor?.kind === "user") {
      requireSameOrigin(request.headers, services().config.publicUrl);
    }
    return { actor, askAgain: () => actorOf(request.headers) };
  } catch (error) {
    const seconds = appErrorOf(error)?.details.retryAfterSeconds;
    if (seconds !== undefined) tell({ "retry-after": String(seconds) });
    throw toTrpcError(error) ?? error;
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
