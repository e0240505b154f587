import { once } from "node:events";
import { createServer } from "node:http";
import { root } from "./paths.mjs";

const READY_MS = 60_000;
const GRACE_MS = 3_000;
const SHUTDOWN_MS = 10_000;

/**
 * Runs the Next app in this process, so that one signal handler decides the order in which everything ends.
 * @param {{dev: boolean, host: string, port: number}} options
 * @returns {Promise<{stop(): Promise<void>}>}
 */
export async function startApp({ dev, host, port }) {
  const { default: next } = await import("next");
  let handle = (_request, response) => response.writeHead(503, { "retry-after": "1" }).end("starting");
  const server = createServer((request, response) => handle(request, response));
  // Listening first: preparing would start the scheduler of an app that then finds its port taken.
  server.listen(port, host);
  await once(server, "listening");
  const app = next({ dev, dir: root, hostname: host, port, httpServer: server });
  await app.prepare();
  handle = app.getRequestHandler();
  return { stop: () => stopApp(server, app) };
}

/** Waits for the app's own word that it is migrated and working. @returns {Promise<string | null>} what is wrong */
export async function waitUntilReady(host, port) {
  const deadline = Date.now() + READY_MS;
  const address =
    host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  for (;;) {
    let problem;
    try {
      const response = await fetch(`http://${address}:${port}/api/health/ready`, {
        signal: AbortSignal.timeout(5_000),
      });
      if (response.ok) return null;
      problem = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch (error) {
      problem = error.cause?.message ?? error.message;
    }
    const { bootError } = globalThis[Symbol.for("hubqueue.state")] ?? {};
    if (bootError) return bootError;
    if (Date.now() > deadline) return problem;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stopApp(server, app) {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  // The app ends its live streams and hands the scheduler's lease over; requests in flight get a moment.
  await within(SHUTDOWN_MS, Promise.resolve(globalThis[Symbol.for("hubqueue.state")]?.shutdown?.()));
  await within(GRACE_MS, closed);
  server.closeAllConnections();
  await within(GRACE_MS, app.close());
}

async function within(ms, promise) {
  let timer;
  await Promise.race([promise, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]).finally(() =>
    clearTimeout(timer),
  );
}
