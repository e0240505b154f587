/** Failures of calls other than create, as RunningHubError. */
import { CODES, includesAny, KEY_FAILURE_TEXTS, mayBeIntermittent } from "./codes";
import { RunningHubError } from "./contract";
import { redactText } from "./redact";
import { parseReply } from "./reply-json";
import type { HttpReply, TransportError } from "./transport";
import { callMeaning, type Reply, readReply } from "./wire";

/** This server does not have the call: the other API generation may. */
export const NO_SUCH_CALL = "NO_SUCH_CALL";

export function isNoSuchCall(error: unknown): boolean {
  return error instanceof RunningHubError && error.facts.code === NO_SUCH_CALL;
}

/** What an unsuccessful reply means for the call that got it. */
export function callError(reply: Reply, apiKey: string): RunningHubError {
  const code = reply.code;
  const words = redactText(reply.text || CODES[code ?? ""]?.name || "no reason given", apiKey);
  const message = `RunningHub answered ${code ?? "without a code"}: ${words}`;
  switch (callMeaning(reply)) {
    case "account": {
      const intermittent =
        mayBeIntermittent(code ?? "") || includesAny(reply.text, KEY_FAILURE_TEXTS.slice(0, 1));
      return new RunningHubError("account", message, { retryable: intermittent, code });
    }
    case "rate":
      return new RunningHubError("rate", message, { retryable: true, code });
    case "server":
      return new RunningHubError("http", message, { retryable: true, code });
    case "no-such-call":
      return new RunningHubError("protocol", message, { retryable: false, code: NO_SUCH_CALL });
    case null:
    case "running":
    case "queued":
      return new RunningHubError("protocol", message, { retryable: true, code });
    case "refused":
    case "failed":
    case "lost":
      return new RunningHubError("refused", message, { retryable: false, code });
  }
}

/**
 * The application's reply, successful or not. A known code wins over the HTTP status it came with, but for one that only
 * says once more that something is wrong where the call itself is missing.
 * @throws RunningHubError when there is none.
 */
export function applicationReply(http: HttpReply, apiKey: string): Reply {
  const reply = readReply(parseReply(http.text));
  const httpStatus = http.status;
  if (httpStatus === 429) {
    const { retryAfterSeconds } = http;
    const facts = { retryable: true, code: "HTTP_429", httpStatus };
    throw new RunningHubError(
      "rate",
      "RunningHub asks for fewer calls (HTTP 429)",
      retryAfterSeconds === undefined ? facts : { ...facts, retryAfterSeconds },
    );
  }
  if (httpStatus === 401) {
    const words = redactText(reply?.text || "HTTP 401", apiKey);
    throw new RunningHubError("account", `RunningHub refused the key: ${words}`, {
      retryable: true,
      code: "HTTP_401",
      httpStatus,
    });
  }
  if (reply !== null && (httpStatus === 200 || saysMore(reply, httpStatus))) return reply;
  if (isMissing(httpStatus)) {
    throw new RunningHubError("protocol", `RunningHub does not have this call (HTTP ${httpStatus})`, {
      retryable: false,
      code: NO_SUCH_CALL,
      httpStatus,
    });
  }
  if (httpStatus === 200) {
    throw new RunningHubError("protocol", "RunningHub's answer is not JSON", { retryable: true, httpStatus });
  }
  throw new RunningHubError("http", `RunningHub answered HTTP ${httpStatus}`, {
    retryable: httpStatus >= 500 || httpStatus === 408,
    code: `HTTP_${httpStatus}`,
    httpStatus,
  });
}

const isMissing = (httpStatus: number) => httpStatus === 404 || httpStatus === 405;

function saysMore(reply: Reply, httpStatus: number): boolean {
  const known = CODES[reply.code ?? ""];
  if (known === undefined) return false;
  return !(isMissing(httpStatus) && (known.elsewhere === "server" || known.elsewhere === "refused"));
}

export function networkError(error: TransportError, apiKey: string): RunningHubError {
  return new RunningHubError(
    "network",
    `RunningHub could not be reached: ${redactText(error.message, apiKey)}`,
    {
      retryable: true,
      code: error.code,
    },
  );
}
