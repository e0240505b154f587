import { expect, test } from "vitest";
import { BYTES_PER_GIGABYTE as GB, isNearlyFull, retentionRulesSchema } from "./storage-schemas";

test.each<[freeGigabytes: number, totalGigabytes: number, expected: boolean]>([
  [0.5, 4, true],
  [2, 100, true],
  [6, 100, false],
  [1.5, 20, false],
  [19, 1_000, true],
  [25, 10_000, false],
])("%s GB free of %s GB is nearly full: %s", (free, total, expected) => {
  expect(isNearlyFull(free * GB, total * GB)).toBe(expected);
});

test("rules are whole days and gigabytes, and each may be missing", () => {
  const isTaken = (maxAgeDays: unknown, maxTotalGigabytes: unknown) =>
    retentionRulesSchema.safeParse({ maxAgeDays, maxTotalGigabytes }).success;
  expect([isTaken(30, 0.5), isTaken(null, null), isTaken(1, null)]).toEqual([true, true, true]);
  expect([isTaken(0, null), isTaken(1.5, null), isTaken(null, 0), isTaken("30", null)]).not.toContain(true);
});
