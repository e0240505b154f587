/** Every request has an id: the one it brought or a new one. It is on each line that is logged meanwhile, and in the answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { currentRequest, inRequest, newRequest, type RequestFacts } from "../log-context";
import { processState } from "../process-state";
import { routeOf } from "../route-of";

export const REQUEST_ID_HEADER = "x-request-id";

/**
 * Whatever comes over the wire, pages included: called by the owner of the process. From here on the request's own header
 * is well-formed, for all who read it there.
 */
export function observe(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
): unknown {
  const facts = newRequest(request.headers[REQUEST_ID_HEADER]);
  request.headers[REQUEST_ID_HEADER] = facts.id;
  response.setHeader(REQUEST_ID_HEADER, facts.id);
  const { method = "GET", url = "/" } = request;
  const startedAt = performance.now();
  response.once("close", () => {
    facts.route ??= routeOf(url);
    tell(facts, { method, status: response.statusCode, startedAt, aborted: !response.writableFinished });
  });
  return inRequest(facts, () => handle(request, response));
}

/** For the doors, which know their route. On hosts that call them directly the request begins here. */
export async function atDoor(
  request: Request,
  route: string,
  answer: () => Promise<Response>,
): Promise<Response> {
  const known = currentRequest();
  if (known) {
    known.route = route;
    return answer();
  }
  const facts = newRequest(request.headers.get(REQUEST_ID_HEADER));
  facts.route = route;
  const startedAt = performance.now();
  const response = await inRequest(facts, answer);
  response.headers.set(REQUEST_ID_HEADER, facts.id);
  tell(facts, { method: request.method, status: response.status, startedAt, aborted: false });
  return response;
}

interface Answered {
  readonly method: string;
  readonly status: number;
  readonly startedAt: number;
  /** The client was gone before the end. */
  readonly aborted: boolean;
}

const READS = ["GET", "HEAD", "OPTIONS"];

/** Changes and failures are news; reads, and probes while it starts, are not. */
function tell({ id, route, actor }: RequestFacts, { method, status, startedAt, aborted }: Answered): void {
  const { log } = processState().container ?? {};
  const ms = Math.round(performance.now() - startedAt);
  const line = {
    requestId: id,
    method,
    route,
    status,
    ms,
    ...(actor && { actor }),
    ...(aborted && { aborted }),
  };
  const isNews = !READS.includes(method) || (status >= 400 && !route?.startsWith("/api/health/"));
  if (isNews) log?.info(line, "request");
  else log?.debug(line, "request");
}
