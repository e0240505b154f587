import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebhookService } from "./webhook-service";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function serviceWith(hint: () => Promise<boolean>) {
  const seen = { kicks: 0, warnings: [] as unknown[] };
  const service = new WebhookService({
    webhooks: { hint },
    kick: () => {
      seen.kicks += 1;
    },
    log: { warn: (...parts: unknown[]) => seen.warnings.push(parts) },
  });
  return { service, seen };
}

test("a sender has its answer although the database is stuck, and the news still counts", async () => {
  let free: (known: boolean) => void = () => {};
  const { service, seen } = serviceWith(() => new Promise((resolve) => (free = resolve)));
  const answered = service.receive("token", "{}");
  await vi.advanceTimersByTimeAsync(1_000);
  await answered;
  expect(seen.kicks).toBe(0);
  free(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.kicks).toBe(1);
});

test("what fails after the answer is in the log", async () => {
  let fail: (error: Error) => void = () => {};
  const { service, seen } = serviceWith(() => new Promise((_, reject) => (fail = reject)));
  const answered = service.receive("token", "{}");
  await vi.advanceTimersByTimeAsync(1_000);
  await answered;
  fail(new Error("database away"));
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.warnings).toHaveLength(1);
});

test("a token that is not ours is told so", async () => {
  await expect(serviceWith(async () => false).service.receive("x", "{}")).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});
