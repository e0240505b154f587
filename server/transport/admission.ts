/** May this request be answered now? Asked by each door once it knows who asks. */
import type { Actor } from "@/lib/actor";
import { networkOf } from "@/lib/network-address";
import type { Allowance } from "../services/rate-limits";
import { askedFrom } from "./auth";
import { services } from "./services";

/**
 * Whoever is let in is counted by their session or token, and is answered whatever strangers do at the same address.
 * @param actor null: nobody who is let in; counted by the network they come from
 * @param count calls in this one request
 * @returns what is left; null where there is no limit @throws AppError RATE_LIMITED
 */
export function admit(
  headers: Headers,
  actor: Actor | null,
  kind: "read" | "write",
  count = 1,
): Promise<Allowance | null> {
  const { rateLimits } = services();
  if (actor !== null) return rateLimits.take(kind, `${actor.kind} ${actor.sessionId ?? actor.id}`, count);
  return rateLimits.take("stranger", networkOf(askedFrom(headers).address ?? "nowhere"), count);
}

/** What is left, as the draft of IETF's httpapi group has it (RateLimit header fields for HTTP). */
export function rateHeaders(allowance: Allowance | null): Readonly<Record<string, string>> {
  if (allowance === null) return {};
  const { kind, limit, windowSeconds, remaining, resetSeconds } = allowance;
  return {
    "ratelimit-policy": `"${kind}";q=${limit};w=${windowSeconds}`,
    ratelimit: `"${kind}";r=${remaining};t=${resetSeconds}`,
  };
}

export function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
