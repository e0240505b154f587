/** One way to make a call that may be repeated: send, read, retry, log. */
import { applicationReply, networkError } from "./call-errors";
import { isRunningHubError, type RunningHubCredentials, RunningHubError } from "./contract";
import type { JsonObject } from "./reply-json";
import { type RetryPace, retrySafely, type SafeCallName } from "./retry";
import { type HttpCall, type Transport, TransportError } from "./transport";
import type { Reply } from "./wire";

/** What the client tells its surroundings; pino's loggers fit. */
export interface CallLog {
  debug(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export type OnCall = (call: SafeCallName | "create", seconds: number) => void;

export interface SafeCall<T> {
  readonly name: SafeCallName;
  /** @param keyInBody false: this attempt must go with the bearer header alone. */
  readonly request: (keyInBody: boolean) => Omit<HttpCall, "url" | "timeoutMs"> & { readonly path: string };
  readonly timeoutMs: number;
  /** Reads the reply (and, where digits matter, its text) or throws RunningHubError. */
  readonly read: (reply: Reply, text: string) => T;
}

export type SafeCaller = <T>(credentials: RunningHubCredentials, call: SafeCall<T>) => Promise<T>;

export function createSafeCaller(parts: {
  readonly transport: Transport;
  readonly pace: RetryPace;
  readonly closed: AbortSignal;
  readonly log: CallLog | undefined;
  readonly onCall: OnCall | undefined;
}): SafeCaller {
  return (credentials, call) => {
    let keyInBody = true;
    const attempt = async (number: number) => {
      const { path, ...request } = call.request(keyInBody);
      const startedAt = performance.now();
      const facts = () => ({
        call: call.name,
        attempt: number,
        ms: Math.round(performance.now() - startedAt),
      });
      try {
        const url = callUrl(credentials, path);
        const headers = { authorization: `Bearer ${credentials.apiKey}`, ...request.headers };
        const http = await parts.transport.send({ ...request, url, headers, timeoutMs: call.timeoutMs });
        const result = call.read(applicationReply(http, credentials.apiKey), http.text);
        parts.log?.debug(facts(), "RunningHub answered");
        return result;
      } catch (thrown) {
        const error = readable(thrown, credentials);
        // Seen for enterprise-shared keys: the key in the body fails where the header alone works.
        if (error.errorClass === "account") keyInBody = !keyInBody;
        parts.log?.warn({ ...facts(), errorClass: error.errorClass, code: error.facts.code }, error.message);
        throw error;
      } finally {
        parts.onCall?.(call.name, (performance.now() - startedAt) / 1000);
      }
    };
    return retrySafely(call.name, attempt, parts.pace, parts.closed);
  };
}

export function callUrl(credentials: RunningHubCredentials, path: string): URL {
  return new URL(credentials.baseUrl.replace(/\/+$/, "") + path);
}

function readable(thrown: unknown, credentials: RunningHubCredentials): RunningHubError {
  if (isRunningHubError(thrown)) return thrown;
  if (thrown instanceof TransportError) return networkError(thrown, credentials.apiKey);
  const name = thrown instanceof Error ? thrown.name : "unknown";
  return new RunningHubError("protocol", `the call could not be made or read (${name})`, {
    retryable: false,
  });
}

/** A JSON request; our own small bodies only, so plain JSON will do. */
export function jsonPost(path: string, body: JsonObject) {
  return {
    method: "POST",
    path,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  } as const;
}

/** The key as v1 wants it in bodies, or nothing when this attempt goes with the header alone. */
export function bodyKey(keyInBody: boolean, credentials: RunningHubCredentials): { apiKey?: string } {
  return keyInBody ? { apiKey: credentials.apiKey } : {};
}
