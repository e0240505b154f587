import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { NO_RATES } from "@/lib/request-rates";
import { RateLimits } from "./rate-limits";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const REFUSED = { code: "RATE_LIMITED" };
const limits = () => new RateLimits({ read: 2, write: 1, stranger: 1 });

async function taken(rates: RateLimits, kind: "read" | "write" | "stranger", who: string, times: number) {
  for (let n = 0; n < times; n += 1) await rates.take(kind, who);
}

it("answers as many as the rate makes of its seconds, tells what is left, and refuses the next with the time to wait", async () => {
  const rates = limits();
  expect(await rates.take("read", "ada")).toEqual({
    kind: "read",
    limit: 10,
    windowSeconds: 5,
    remaining: 9,
    resetSeconds: 5,
  });
  await taken(rates, "read", "ada", 9);
  vi.advanceTimersByTime(1_500);
  await expect(rates.take("read", "ada")).rejects.toMatchObject({
    ...REFUSED,
    details: { retryAfterSeconds: 4 },
  });
});

it("answers again when the time is over, also one who kept asking", async () => {
  const rates = limits();
  await taken(rates, "write", "ada", 10);
  for (let n = 0; n < 50; n += 1) await expect(rates.take("write", "ada")).rejects.toMatchObject(REFUSED);
  vi.advanceTimersByTime(10_000);
  await taken(rates, "write", "ada", 10);
});

it("counts everybody apart, and what they read apart from what they change", async () => {
  const rates = limits();
  await taken(rates, "write", "ada", 10);
  await expect(rates.take("write", "ada")).rejects.toMatchObject(REFUSED);
  await taken(rates, "read", "ada", 10);
  await taken(rates, "write", "grace", 10);
});

it("counts each of many calls in one request", async () => {
  const rates = limits();
  expect(await rates.take("read", "ada", 9)).toMatchObject({ remaining: 1 });
  await expect(rates.take("read", "ada", 2)).rejects.toMatchObject(REFUSED);
});

it("is off where the rate is 0", async () => {
  const rates = new RateLimits(NO_RATES);
  for (let n = 0; n < 1_000; n += 1) expect(await rates.take("stranger", "anybody")).toBeNull();
});
