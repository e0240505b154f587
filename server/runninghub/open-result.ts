import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import { Agent, type Dispatcher, interceptors, request } from "undici";
import { guardedConnector, isForbidden } from "../network/guarded-connect";
import { RunningHubError } from "./contract";

export interface OpenedResult {
  readonly stream: Readable;
  readonly mimeType: string | null;
  /** Of the whole file, in bytes. */
  readonly size: number | null;
  /** Where the stream begins: 0, unless a continuation was asked for and could be given. */
  readonly from: number;
  /** Names the content, so that a broken transfer can be continued; null where the host cannot do that. */
  readonly version: string | null;
}

/** The rest of a file of which so many bytes are here, as long as it is still this version. */
export interface Continuation {
  readonly from: number;
  readonly version: string;
}

interface Options {
  readonly signal?: AbortSignal;
  /** The result is a web page itself. */
  readonly isPage?: boolean;
  readonly continuation?: Continuation;
  /** The host that the account calls RunningHub at. Results of a RunningHub in one's own network lie there; no others may. */
  readonly ownHost?: string | null;
}

const CONNECT_MS = 10_000;
const HEADERS_MS = 30_000;
const SILENCE_MS = 60_000;

/** One per host that is trusted, since connections are kept and used again; there are as many as sites. */
const agents = new Map<string | null, Dispatcher>();

function agentFor(ownHost: string | null): Dispatcher {
  const known = agents.get(ownHost);
  if (known) return known;
  const agent = new Agent({
    connect: guardedConnector(CONNECT_MS, ownHost),
    headersTimeout: HEADERS_MS,
    bodyTimeout: SILENCE_MS,
  }).compose(interceptors.redirect({ maxRedirections: 3 }));
  agents.set(ownHost, agent);
  return agent;
}

/**
 * Opens a result file. Its host is not RunningHub's, so no key is sent. The caller reads or destroys the stream. A web
 * page in place of the file (a gateway, a login page) is a failure, unless the result is one itself (`isPage`).
 * @throws RunningHubError `refused` when the address has expired or is none; `network` with code FORBIDDEN_ADDRESS when it leads
 *   inside; else `http` or `network`, retryable.
 */
export async function openResult(
  url: string,
  { isPage, continuation, signal, ownHost = null }: Options = {},
): Promise<OpenedResult> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new RunningHubError("refused", "the result's address is no web address", { retryable: false });
  }
  const headers = continuation && {
    range: `bytes=${continuation.from}-`,
    "if-range": continuation.version,
  };
  const answer = await request(url, { dispatcher: agentFor(ownHost), signal, headers }).catch(
    (error: unknown) => {
      if (isForbidden(error)) throw forbidden(url);
      const code = error instanceof Error && "code" in error ? String(error.code) : "NETWORK";
      throw new RunningHubError("network", `the result could not be fetched (${code})`, {
        retryable: true,
        code,
      });
    },
  );
  const httpStatus = answer.statusCode;
  const isPart = httpStatus === 206 && continuation !== undefined;
  if (httpStatus !== 200 && !isPart) {
    await answer.body.dump().catch(() => undefined);
    const expired = httpStatus === 403 || httpStatus === 410;
    throw new RunningHubError(expired ? "refused" : "http", `the result's host answered HTTP ${httpStatus}`, {
      retryable: !expired,
      code: `HTTP_${httpStatus}`,
      httpStatus,
    });
  }
  const type = answer.headers["content-type"];
  const mimeType = typeof type === "string" ? (type.split(";")[0]?.trim().toLowerCase() ?? null) : null;
  if (mimeType === "text/html" && isPage !== true) {
    await answer.body.dump().catch(() => undefined);
    throw new RunningHubError("http", "the result's host answered with a web page instead of the file", {
      retryable: true,
      code: "HTML",
    });
  }
  const extent = isPart ? partOf(answer.headers) : { from: 0, size: lengthOf(answer.headers) };
  return { stream: answer.body, mimeType, ...extent, version: versionOf(answer.headers) };
}

function forbidden(url: string): RunningHubError {
  return new RunningHubError(
    "network",
    `the result's link (${new URL(url).host}) leads into this machine's own network`,
    { retryable: false, code: "FORBIDDEN_ADDRESS" },
  );
}

/** A part without a place begins nowhere: -1, which no continuation asks for. */
function partOf(headers: IncomingHttpHeaders): { from: number; size: number | null } {
  const [, from = "-1", size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(String(headers["content-range"])) ?? [];
  return { from: Number(from), size: size === undefined || size === "*" ? null : Number(size) };
}

function lengthOf(headers: IncomingHttpHeaders): number | null {
  const length = Number(headers["content-length"] ?? Number.NaN);
  return Number.isSafeInteger(length) ? length : null;
}

/** Only a strong tag promises the same bytes. */
function versionOf({ etag, "accept-ranges": ranges }: IncomingHttpHeaders): string | null {
  return typeof etag === "string" && etag.startsWith('"') && ranges !== "none" ? etag : null;
}
