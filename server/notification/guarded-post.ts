/** One POST to an address that people entered: guarded, short, and never redirected. */
import { Agent, request } from "undici";
import { guardedConnector, isForbidden } from "../network/guarded-connect";

export interface Posted {
  /** Null when there was no answer. */
  readonly httpStatus: number | null;
  /** The answer's first bytes, or why there was none. */
  readonly answer: string;
  readonly durationMs: number;
  /** May the same request succeed later? */
  readonly retryable: boolean;
}

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type GuardedPost = (sent: Sent) => Promise<Posted>;

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 2_048;

/** @param allowPrivate for receivers in one's own network */
export function createGuardedPost({ allowPrivate }: { allowPrivate: boolean }): GuardedPost {
  const agent = new Agent({
    connect: allowPrivate ? { timeout: TIMEOUT_MS } : guardedConnector(TIMEOUT_MS),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    pipelining: 0,
  });
  return async ({ url, headers, body }) => {
    const begun = performance.now();
    const ended = (rest: Omit<Posted, "durationMs">): Posted => ({
      ...rest,
      durationMs: Math.round(performance.now() - begun),
    });
    try {
      const answer = await request(url, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8", "user-agent": "HubQueue", ...headers },
        body,
        dispatcher: agent,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const { statusCode } = answer;
      return ended({
        httpStatus: statusCode,
        answer: await beginningOf(answer.body),
        retryable: statusCode >= 500 || statusCode === 429 || statusCode === 408,
      });
    } catch (error) {
      if (isForbidden(error))
        return ended({ httpStatus: null, answer: "FORBIDDEN_ADDRESS", retryable: false });
      return ended({ httpStatus: null, answer: nameOf(error), retryable: true });
    }
  };
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the rest.
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString("utf8");
}

/** ECONNREFUSED, ENOTFOUND, TimeoutError … */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "NETWORK";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
