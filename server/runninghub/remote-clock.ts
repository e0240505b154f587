import { request } from "undici";

const ANSWER_MS = 8_000;

/**
 * How far the clock of a RunningHub is before ours, by the date that every answer of a web server carries. Needs no key
 * and costs nothing.
 * @returns seconds; null when it does not tell, or does not answer
 */
export async function remoteClockAhead(baseUrl: string): Promise<number | null> {
  const askedAt = Date.now();
  const answer = await request(baseUrl, {
    method: "HEAD",
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => null);
  if (answer === null) return null;
  await answer.body.dump().catch(() => undefined);
  const { date } = answer.headers;
  const at = typeof date === "string" ? Date.parse(date) : Number.NaN;
  // Dates are told in whole seconds, rounded down.
  return Number.isNaN(at) ? null : (at + 500 - (askedAt + Date.now()) / 2) / 1000;
}
