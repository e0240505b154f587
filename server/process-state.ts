/**
 * The only globalThis. Next loads our server modules several times in one process (instrumentation, routes, pages), so
 * what exists once per process hangs here.
 */
import type { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Container } from "./container";
import type { LogContext } from "./log-context";
import type { Tracing } from "./step";

interface ProcessState {
  container?: Container;
  /** True once the database is migrated and the container stands. */
  ready: boolean;
  /** Why the last try to boot failed, for /api/health/ready. */
  bootError?: string;
  /** True once it is known that the process is to end. */
  draining: boolean;
  /** Called by the process's owner first: from now on it is not ready, and still serves. */
  drain?: () => void;
  /** Called by the process's owner (scripts/start.mjs) before it exits. */
  shutdown?: () => Promise<void>;
  /** Called by the process's owner with every request, and what answers it. */
  observe?: (
    request: IncomingMessage,
    response: ServerResponse,
    handle: (request: IncomingMessage, response: ServerResponse) => unknown,
  ) => unknown;
  logContexts?: AsyncLocalStorage<LogContext>;
  /** Only where a collector of traces is named. */
  tracing?: Tracing;
}

const KEY = Symbol.for("hubqueue.state");

export function processState(): ProcessState {
  const holder = globalThis as { [KEY]?: ProcessState }; // globalThis has no type for our key
  holder[KEY] ??= { ready: false, draining: false };
  return holder[KEY];
}
