/** HTTP to RunningHub: pooled for calls that may be repeated, a single-use connection for the one that may not. */
import type { Readable } from "node:stream";
import { Agent, buildConnector, Client, type Dispatcher } from "undici";

/** Far above any real reply; keeps a misbehaving server from filling the memory. */
const MAX_REPLY_BYTES = 32 * 1024 * 1024;

export interface HttpCall {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  /** From the start, or for a single-use connection from when it was made. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpReply {
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds?: number;
}

/** No complete answer. `connected: false` proves that no byte of the request was written. */
export class TransportError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly connected: boolean,
  ) {
    super(message);
    this.name = "TransportError";
  }
}

export interface Transport {
  /** Over kept-alive connections. @throws TransportError */
  send(call: HttpCall): Promise<HttpReply>;
  /**
   * Over a connection made for this call alone and destroyed after it, so that neither a stale kept-alive socket nor the
   * HTTP library can make a second request of it. @throws TransportError
   */
  sendOnce(call: HttpCall): Promise<HttpReply>;
  close(): Promise<void>;
}

export function createTransport(options: { readonly connectTimeoutMs: number }): Transport {
  const limits = { headersTimeout: 0, bodyTimeout: 0, maxResponseSize: MAX_REPLY_BYTES };
  const agent = new Agent({ ...limits, connect: { timeout: options.connectTimeoutMs }, connections: 16 });

  async function send(call: HttpCall): Promise<HttpReply> {
    const deadline = startDeadline(call.signal);
    deadline.limit(call.timeoutMs, "no answer within the time limit");
    try {
      // The library looks at the signal only once the request has a connection; the deadline holds without one too.
      return await Promise.race([exchange(agent, call, deadline.signal), deadline.passed]);
    } catch (error) {
      throw transportError(error, true);
    } finally {
      deadline.clear();
    }
  }

  async function sendOnce(call: HttpCall): Promise<HttpReply> {
    const deadline = startDeadline(call.signal);
    const connect = buildConnector({ timeout: options.connectTimeoutMs });
    let connected = false;
    const client = new Client(call.url.origin, {
      ...limits,
      pipelining: 0,
      connect: (target, callback) => {
        if (connected) return callback(new Error("the connection was lost before the request"), null);
        connect(target, (...result) => {
          if (result[0] === null) {
            connected = true;
            deadline.limit(call.timeoutMs, "no answer within the time limit");
          }
          callback(...result);
        });
      },
    });
    // The library looks at the signal only once it is connected; until then, giving up is this.
    deadline.signal.addEventListener("abort", () => {
      if (!connected) void client.destroy(deadline.signal.reason);
    });
    deadline.limit(options.connectTimeoutMs, "no connection within the time limit");
    try {
      deadline.signal.throwIfAborted();
      return await exchange(client, call, deadline.signal);
    } catch (error) {
      throw transportError(error, connected);
    } finally {
      deadline.clear();
      await client.destroy().catch(() => undefined);
    }
  }

  return { send, sendOnce, close: () => agent.destroy() };
}

async function exchange(dispatcher: Dispatcher, call: HttpCall, signal: AbortSignal): Promise<HttpReply> {
  const { statusCode, headers, body } = await dispatcher.request({
    origin: call.url.origin,
    path: call.url.pathname + call.url.search,
    method: call.method,
    headers: { accept: "application/json", ...call.headers },
    body: call.body ?? null,
    signal,
  });
  const text = await body.text();
  const retryAfterSeconds = readRetryAfter(headers["retry-after"]);
  return { status: statusCode, text, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) };
}

/** Aborting destroys the socket, so a late answer can never be mistaken for the next one's. */
function startDeadline(outer: AbortSignal | undefined) {
  const controller = new AbortController();
  const cancelled = () => controller.abort(new TransportError("cancelled", "CANCELLED", true));
  if (outer?.aborted) cancelled();
  outer?.addEventListener("abort", cancelled, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason), { once: true });
  });
  passed.catch(() => undefined);
  return {
    signal: controller.signal,
    passed,
    /** Replaces the running limit. */
    limit(ms: number, message: string) {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(new TransportError(message, "TIMEOUT", true)), ms);
    },
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", cancelled);
    },
  };
}

function transportError(error: unknown, connected: boolean): TransportError {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return transportError(error.errors[0], connected);
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "NETWORK";
  const message = error instanceof Error && error.message !== "" ? error.message : code;
  return new TransportError(message, code, connected);
}

function readRetryAfter(header: string | string[] | undefined): number | null {
  const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? "";
  if (/^\d{1,6}$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.now()) / 1000));
}
