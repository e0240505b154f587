import fc from "fast-check";
import { expect, test } from "vitest";
import { afterFailureSeconds, jitter, nextLookSeconds } from "./poll-schedule";

const seconds = fc.double({ min: 0, max: 100_000, noNaN: true });

test("two looks are never further apart than the configured interval, nor closer than a second", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("QUEUED", "RUNNING"),
      seconds,
      fc.option(seconds),
      fc.option(seconds),
      fc.double({ min: 1, max: 600, noNaN: true }),
      (remoteState, ageSeconds, runningSeconds, usualSeconds, ceilingSeconds) => {
        const wait = nextLookSeconds({
          remoteState,
          ageSeconds,
          runningSeconds,
          usualSeconds,
          ceilingSeconds,
        });
        expect(wait).toBeGreaterThanOrEqual(1);
        expect(wait).toBeLessThanOrEqual(ceilingSeconds);
      },
    ),
  );
});

test("looks are dense around the usual end and sparse long before it", () => {
  const at = (runningSeconds: number) =>
    nextLookSeconds({
      remoteState: "RUNNING",
      ageSeconds: runningSeconds,
      runningSeconds,
      usualSeconds: 100,
      ceilingSeconds: 10,
    });
  expect(at(0)).toBe(10);
  expect(at(84)).toBe(1);
  expect(at(90)).toBe(1);
  expect(at(300)).toBe(10);
});

test("an interval below a second is kept", () => {
  const wait = nextLookSeconds({
    remoteState: "QUEUED",
    ageSeconds: 50,
    runningSeconds: null,
    usualSeconds: null,
    ceilingSeconds: 0.2,
  });
  expect(wait).toBe(0.2);
});

test("after failures the wait grows but stays within half a minute, or the interval where that is longer", () => {
  const waits = [0, 1, 2, 5, 50].map((failures) => afterFailureSeconds(failures, 10));
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.at(-1)).toBe(30);
  expect(afterFailureSeconds(50, 60)).toBe(60);
});

test("jitter stays within a tenth", () => {
  expect([jitter(10, () => 0), jitter(10, () => 1)]).toEqual([9, 11]);
});
