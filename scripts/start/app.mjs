import { once } from "node:events";
import { createServer } from "node:http";
import { clientAddressBy, tellAddress } from "./client-address.mjs";
import { root } from "./paths.mjs";

const READY_MS = 60_000;
/** Takes a second, or several on a busy machine; what waits for ever is better told and started again. */
const PREPARE_MS = 120_000;
const ASK_MS = 5_000;
const WORTH_TELLING_MS = 3_000;
const GRACE_MS = 3_000;
/** Longer than the app waits for answers to submits by itself (STOP_PATIENCE in server/scheduler/scheduler.ts); usually it is done at once. */
const SHUTDOWN_MS = 28_000;

/**
 * Runs the Next app in this process, so that one signal handler decides the order in which everything ends.
 * @param {{dev: boolean, host: string, port: number, drainSeconds: number, trustedProxies?: string}} options
 *   drainSeconds: it still serves, not ready any more; trustedProxies: who may say where a request comes from
 * @returns {Promise<{stop(): Promise<void>}>}
 */
export async function startApp({ dev, host, port, drainSeconds, trustedProxies }) {
  const { default: next } = await import("next");
  let handle = (_request, response) => response.writeHead(503, { "retry-after": "1" }).end("starting");
  const server = createServer((request, response) => {
    const { observe } = globalThis[Symbol.for("hubqueue.state")] ?? {};
    return observe ? observe(request, response, handle) : handle(request, response);
  });
  // Listening first: preparing would start the scheduler of an app that then finds its port taken.
  server.listen(port, host);
  await once(server, "listening");
  const app = next({ dev, dir: root, hostname: host, port, httpServer: server });
  await inTime(PREPARE_MS, app.prepare(), "Next.js did not come up");
  handle = guarded(app.getRequestHandler(), clientAddressBy(trustedProxies));
  return { stop: () => stopApp(server, app, drainSeconds) };
}

/**
 * Waits until the app says that it is migrated and working, and tells meanwhile what keeps it.
 *
 * @param {object} options
 * @param {string} options.host
 * @param {number} options.port
 * @param {boolean} options.patient wait for ever: the app keeps trying to reach a database that is not ours to start
 * @param {(line: string) => void} options.note
 * @param {AbortSignal} options.signal
 * @throws Error in the words of the app when it is not ready in time
 */
export async function waitUntilReady({ host, port, patient, note, signal }) {
  const begun = Date.now();
  const url = `http://${reachable(host)}:${port}/api/health/ready`;
  let told = "";
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask(url);
    if (answer === null) return;
    const problem = globalThis[Symbol.for("hubqueue.state")]?.bootError ?? answer;
    const waited = Date.now() - begun;
    if (waited > READY_MS && !patient) throw new Error(problem);
    if (waited > WORTH_TELLING_MS && problem !== told) {
      told = problem;
      note(problem);
    }
    await new Promise((resolve) => setTimeout(resolve, waited > WORTH_TELLING_MS ? 1_000 : 100));
  }
}

/** @returns {Promise<string | null>} what is wrong */
async function ask(url) {
  try {
    const response = await inTime(ASK_MS, fetch(url), `no answer from ${url}`);
    if (response.ok) return null;
    const { detail } = await response.json().catch(() => ({}));
    // Only this answer explains itself; the others point into the log, differently every time.
    return response.status === 503 && detail
      ? detail
      : `the app answers ${response.status} to ${url}; see above`;
  } catch (error) {
    return error.cause?.message ?? error.message;
  }
}

/** Where a server that listens on that address can be asked from this machine. */
function reachable(host) {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

async function stopApp(server, app, drainSeconds) {
  globalThis[Symbol.for("hubqueue.state")]?.drain?.();
  if (drainSeconds > 0) await new Promise((resolve) => setTimeout(resolve, drainSeconds * 1000));
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  // The app hands the scheduler's lease over; requests in flight get a moment, live streams are cut.
  await within(SHUTDOWN_MS, Promise.resolve(globalThis[Symbol.for("hubqueue.state")]?.shutdown?.()));
  await within(GRACE_MS, closed);
  server.closeAllConnections();
  await within(GRACE_MS, app.close());
}

/** Waits for it, and no longer. @returns undefined when the time is over */
async function within(ms, promise) {
  let timer;
  const over = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

/** By a timer of our own, which ends the wait whatever becomes of the promise. */
async function inTime(ms, promise, what) {
  const answer = await within(
    ms,
    promise.then((value) => ({ value })),
  );
  if (answer === undefined) throw new Error(`${what} within ${ms / 1000} s`);
  return answer.value;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Tells the app where each request comes from, and answers what Next would answer with an HTML page or a 500, before any of our routes is asked. */
function guarded(handle, clientAddress) {
  return (request, response) => {
    tellAddress(request, clientAddress(request));
    if (!METHODS.includes(request.method)) {
      return refuse(
        response,
        405,
        "METHOD_NOT_ALLOWED",
        "Method not allowed",
        `${request.method} is not spoken here`,
        {
          allow: METHODS.join(", "),
        },
      );
    }
    if (!isDecodable(request.url)) {
      return refuse(
        response,
        400,
        "INVALID_INPUT",
        "Invalid input",
        "the address has a broken percent-encoding",
        {},
      );
    }
    return handle(request, response);
  };
}

function isDecodable(url) {
  try {
    decodeURIComponent(url.split("?")[0]);
    return true;
  } catch {
    return false;
  }
}

function refuse(response, status, code, title, detail, headers) {
  const problem = { type: `urn:hubqueue:error:${code}`, title, status, detail, code };
  response
    .writeHead(status, { "content-type": "application/problem+json", ...headers })
    .end(JSON.stringify(problem));
}
