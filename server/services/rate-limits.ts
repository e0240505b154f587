/**
 * How many requests are answered, of each who asks. Counted in this process alone: that is cheap, and enough against a
 * program that has lost its way. With N processes one gets N times as much.
 */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "@/lib/errors";
import { RATE_WINDOW_SECONDS, type RatesPerSecond, type RequestKind } from "@/lib/request-rates";

/** What is left to one who asks. */
export interface Allowance {
  readonly kind: RequestKind;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until all of it is there again. */
  readonly resetSeconds: number;
}

export class RateLimits {
  private readonly limiters: Readonly<Record<RequestKind, RateLimiterMemory | null>>;

  constructor(rates: RatesPerSecond) {
    const limiter = (kind: RequestKind) => (rates[kind] === 0 ? null : limiterOf(kind, rates[kind]));
    this.limiters = { read: limiter("read"), write: limiter("write"), stranger: limiter("stranger") };
  }

  /** @param count requests in one @returns null where there is no limit @throws AppError RATE_LIMITED */
  async take(kind: RequestKind, who: string, count = 1): Promise<Allowance | null> {
    const limiter = this.limiters[kind];
    if (limiter === null) return null;
    const { points: limit, duration: windowSeconds } = limiter;
    // What is over the limit is rejected with the same facts, which are no Error.
    const { remainingPoints, consumedPoints, msBeforeNext } = await limiter
      .consume(who, count)
      .catch(factsOf);
    const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    if (consumedPoints > limit) throw tooMany(limit, windowSeconds, resetSeconds);
    return { kind, limit, windowSeconds, remaining: remainingPoints, resetSeconds };
  }
}

type Facts = Awaited<ReturnType<RateLimiterMemory["consume"]>>;

function factsOf(rejected: unknown): Facts {
  if (rejected instanceof Error) throw rejected;
  return rejected as Facts; // the library's own type for a rejection
}

function limiterOf(kind: RequestKind, perSecond: number): RateLimiterMemory {
  const duration = RATE_WINDOW_SECONDS[kind];
  return new RateLimiterMemory({ points: Math.max(1, Math.round(perSecond * duration)), duration });
}

function tooMany(limit: number, windowSeconds: number, retryAfterSeconds: number): AppError {
  return new AppError(
    "RATE_LIMITED",
    `More than ${limit} requests in ${windowSeconds} seconds; nothing was done. Ask again in ${retryAfterSeconds} seconds`,
    { retryAfterSeconds },
  );
}
