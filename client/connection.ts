/** HTTP to one HubQueue: the token, and failures as HubQueueError. */
import { HubQueueError, type HubQueueErrorCode, unanswered } from "./error.js";
import { delayMs, isSoon } from "./retry.js";

export interface Connection {
  /** Without a slash at the end. */
  readonly url: string;
  /** With the token. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
  /** Further tries of a safe call. */
  readonly retries: number;
}

/** @returns the answer, also one of tRPC that is a refusal. @throws HubQueueError without a usable answer */
export async function request(
  connection: Connection,
  address: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(connection.headers)) headers.set(name, value);
  const response = await connection.fetch(address, { ...init, headers }).catch((error: unknown) => {
    throw unanswered(init.signal?.aborted ? new DOMException("aborted", "AbortError") : error);
  });
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/problem+json")) throw await refusalIn(response);
  if (!response.ok && !type.startsWith("application/json")) throw notHubQueue(response);
  return response;
}

/** As `request`, again after a failure that passes: only for calls that may reach HubQueue twice. */
export async function requestAgain(
  connection: Connection,
  address: string,
  init: RequestInit = {},
): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await request(connection, address, init);
    } catch (error) {
      const passes = error instanceof HubQueueError && error.isPassing && isSoon(error);
      if (!passes || tries > connection.retries) throw error;
      await new Promise((resolve) => setTimeout(resolve, delayMs(tries, error)));
    }
  }
}

/** RFC 9457, as every REST call refuses. */
interface Problem {
  readonly code: HubQueueErrorCode;
  readonly detail: string;
  readonly field?: string;
  readonly taskStatus?: string;
  readonly allowed?: string[];
  readonly reason?: string;
  readonly facts?: Record<string, string>;
}

async function refusalIn(response: Response): Promise<HubQueueError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as Problem; // what docs/api.md promises of this media type
    const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
    const asked = Number.isFinite(retryAfter) && { retryAfterSeconds: retryAfter };
    return new HubQueueError({ ...problem, status: response.status, ...asked });
  } catch {
    return notHubQueue(response);
  }
}

function notHubQueue({ status, url }: Response): HubQueueError {
  const detail = `${url || "The address"} answered ${status}, but not as HubQueue does; check the address`;
  return new HubQueueError({ code: "UNREADABLE_ANSWER", status, detail });
}
