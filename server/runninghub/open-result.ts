import type { Readable } from "node:stream";
import { Agent, interceptors, request } from "undici";
import { RunningHubError } from "./contract";

export interface OpenedResult {
  readonly stream: Readable;
  readonly mimeType: string | null;
  readonly size: number | null;
}

const HEADERS_MS = 30_000;
const SILENCE_MS = 60_000;
const agent = new Agent({ headersTimeout: HEADERS_MS, bodyTimeout: SILENCE_MS }).compose(
  interceptors.redirect({ maxRedirections: 3 }),
);

/**
 * Opens a result file. Its host is not RunningHub's, so no key is sent. The caller reads or destroys the stream. A web
 * page in place of the file (a gateway, a login page) is a failure, unless the result is one itself (`isPage`).
 * @throws RunningHubError `refused` when the address has expired or is none, else `http` or `network`, retryable.
 */
export async function openResult(
  url: string,
  { isPage, ...options }: { readonly signal?: AbortSignal; readonly isPage?: boolean } = {},
): Promise<OpenedResult> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new RunningHubError("refused", "the result's address is no web address", { retryable: false });
  }
  const answer = await request(url, { dispatcher: agent, ...options }).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "NETWORK";
    throw new RunningHubError("network", `the result could not be fetched (${code})`, {
      retryable: true,
      code,
    });
  });
  const httpStatus = answer.statusCode;
  if (httpStatus !== 200) {
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
  const length = Number(answer.headers["content-length"] ?? Number.NaN);
  return {
    stream: answer.body,
    mimeType,
    size: Number.isSafeInteger(length) ? length : null,
  };
}
