/** REST routes from operations: every method of a path is answered, in one form. */
import { AppError } from "@/lib/errors";
import type { Operation } from "./operation";
import { problem, problemOf } from "./problem";
import { atDoor } from "./request-log";

/** Next passes nothing for a path without parameters, although its types do not say so. */
type GivenParams = Promise<Readonly<Record<string, string | string[] | undefined>>> | undefined;
type Handler = (request: Request, context: { params: GivenParams }) => Promise<Response>;

const ROUTE_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type RouteHandlers = Record<(typeof ROUTE_METHODS)[number], Handler>;

/** Handlers for a route file to export: the operations of its path, and a refusal of any other method. */
export function serve(...operations: readonly Operation[]): RouteHandlers {
  const allow = allowed(operations);
  const route = operations[0]?.path ?? "/api";
  const handlerOf = (method: string): Handler => {
    const operation = operations.find((candidate) => candidate.method === method);
    if (operation) return (request, context) => answer(operation, request, context.params);
    return refusal(allow);
  };
  const tellMethods: Handler = async () => new Response(null, { status: 204, headers: { allow } });
  return at(route, {
    GET: handlerOf("GET"),
    HEAD: withoutBody(handlerOf("GET")),
    POST: handlerOf("POST"),
    PUT: handlerOf("PUT"),
    PATCH: handlerOf("PATCH"),
    DELETE: handlerOf("DELETE"),
    OPTIONS: tellMethods,
  });
}

/** Each as the answer to a request that is known. */
function at(route: string, handlers: RouteHandlers): RouteHandlers {
  const known = Object.entries(handlers).map(([method, handler]): [string, Handler] => [
    method,
    (request, context) => atDoor(request, route, () => handler(request, context)),
  ]);
  return Object.fromEntries(known) as RouteHandlers; // the same keys
}

/** The answer to a method that an address does not have. @param allow the ones it has, for the header */
export function notAllowed(route: string, allow: string): Handler {
  return (request, context) => atDoor(request, route, () => refusal(allow)(request, context));
}

function refusal(allow: string): Handler {
  return async ({ method }) =>
    problem(new AppError("METHOD_NOT_ALLOWED", `${method} is not possible here; possible: ${allow}`), {
      headers: { allow },
    });
}

/** Handlers for addresses under which there is nothing. */
export function serveNothing(): RouteHandlers {
  const nothing: Handler = async (request) =>
    problem(new AppError("NOT_FOUND", `There is nothing at ${new URL(request.url).pathname.slice(0, 200)}`));
  return at("(nothing)", {
    GET: nothing,
    HEAD: withoutBody(nothing),
    POST: nothing,
    PUT: nothing,
    PATCH: nothing,
    DELETE: nothing,
    OPTIONS: nothing,
  });
}

function allowed(operations: readonly Operation[]): string {
  const methods = operations.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return [...methods, "OPTIONS"].join(", ");
}

async function answer(operation: Operation, request: Request, given: GivenParams): Promise<Response> {
  try {
    // A production build gives routes without a dynamic segment no parameters at all.
    const params = Object.entries((await given) ?? {}).map(([name, value]) => [name, String(value)]);
    return await operation.handle(request, Object.fromEntries(params));
  } catch (error) {
    return problemOf(error);
  }
}

/** HEAD is GET without the body. */
function withoutBody(handler: Handler): Handler {
  return async (request, context) => {
    const { status, headers, body } = await handler(request, context);
    await body?.cancel();
    return new Response(null, { status, headers });
  };
}
