/**
 * What a line of the log is about, known without being handed along: the request that is being answered, the task that is
 * being worked on. It follows the work wherever that waits.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { processState } from "./process-state";

/** A request while it is answered. */
export interface RequestFacts {
  readonly id: string;
  /** The pattern of its address, as soon as a door knows it: addresses themselves may hold secrets. */
  route: string | null;
  /** Who asks, as soon as that is known. */
  actor: string | null;
}

export interface LogContext {
  readonly request: RequestFacts | null;
  /** On every line that is logged meanwhile. */
  readonly fields: Readonly<Record<string, string>>;
}

const REQUEST_ID = /^[\w.-]{1,100}$/;

/** A request as it comes in: the id that it brought, if that is well-formed, else a new one. */
export function newRequest(givenId: unknown): RequestFacts {
  const id = typeof givenId === "string" && REQUEST_ID.test(givenId) ? givenId : randomUUID();
  return { id, route: null, actor: null };
}

export function currentRequest(): RequestFacts | null {
  return contexts().getStore()?.request ?? null;
}

export function currentFields(): Readonly<Record<string, string>> {
  const fields = contexts().getStore()?.fields ?? {};
  const traceId = processState().tracing?.traceId() ?? null;
  return traceId === null ? fields : { ...fields, traceId };
}

/** Whatever is logged by the work is about this request. */
export function inRequest<T>(request: RequestFacts, work: () => T): T {
  return contexts().run({ request, fields: { requestId: request.id } }, work);
}

/** For what a request only sets going: it outlives its request, and does the work of others as well. */
export function outsideRequest<T>(work: () => T): T {
  const { tracing } = processState();
  return contexts().exit(() => (tracing ? tracing.detached(work) : work()));
}

/** Whatever is logged by the work has these fields, beside those that hold around it. */
export function withFields<T>(fields: Readonly<Record<string, string>>, work: () => T): T {
  const around = contexts().getStore();
  return contexts().run({ request: around?.request ?? null, fields: { ...around?.fields, ...fields } }, work);
}

function contexts(): AsyncLocalStorage<LogContext> {
  const state = processState();
  state.logContexts ??= new AsyncLocalStorage();
  return state.logContexts;
}
