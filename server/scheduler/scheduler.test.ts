import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLogger } from "../log";
import { LeaseKeeper } from "./lease";
import { Scheduler } from "./scheduler";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a process whose pass hangs hands the lease over, and takes none until the pass has ended", async () => {
  const calls: string[] = [];
  let end: () => void = () => undefined;
  const hangs = new Promise<void>((resolve) => {
    end = resolve;
  });
  const scheduler = new Scheduler({
    lease: new LeaseKeeper({
      acquire: async () => {
        calls.push("acquire");
        return { holder: "a", epoch: 1n };
      },
      resign: async () => void calls.push("resign"),
    }),
    duties: [{ name: "hangs", when: [], run: () => hangs }],
    due: async () => ({ now: new Set<never>(), nextSeconds: null }),
    settle: async () => undefined,
    log: createLogger("silent"),
  });
  scheduler.start();
  await vi.advanceTimersByTimeAsync(9_000);
  expect([scheduler.isLeader(), calls.includes("resign")]).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect([scheduler.isLeader(), calls.at(-1)]).toEqual([false, "resign"]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(calls.at(-1)).toBe("resign");
  end();
  await vi.advanceTimersByTimeAsync(2_000);
  expect([scheduler.isLeader(), calls.at(-1)]).toEqual([true, "acquire"]);
  await scheduler.stop();
});
