/**
 * The only globalThis. Next loads our server modules several times in one process (instrumentation, routes, pages), so
 * what exists once per process hangs here.
 */
import type { Container } from "./container";

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
}

const KEY = Symbol.for("hubqueue.state");

export function processState(): ProcessState {
  const holder = globalThis as { [KEY]?: ProcessState }; // globalThis has no type for our key
  holder[KEY] ??= { ready: false, draining: false };
  return holder[KEY];
}
