import fc from "fast-check";
import { expect, test } from "vitest";
import { afterFailureSeconds, jitter, nextLookSeconds } from "./poll-schedule";

const seconds = fc.double({ min: 0, max: 100_000, noNaN: true });

const times = (earlySeconds: number, usualSeconds: number, lateSeconds: number) => ({
  earlySeconds,
  usualSeconds,
  lateSeconds,
});

test("two looks are never further apart than the configured interval, nor closer than a second", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("QUEUED", "RUNNING"),
      seconds,
      fc.option(seconds),
      fc.option(fc.tuple(seconds, seconds, seconds)),
      fc.boolean(),
      fc.double({ min: 1, max: 600, noNaN: true }),
      (remoteState, ageSeconds, runningSeconds, known, hinted, ceilingSeconds) => {
        const history = known && times(...(known.toSorted((a, b) => a - b) as typeof known)); // sorting keeps the length
        const wait = nextLookSeconds({
          remoteState,
          ageSeconds,
          runningSeconds,
          history,
          hinted,
          ceilingSeconds,
        });
        expect(wait).toBeGreaterThanOrEqual(1);
        expect(wait).toBeLessThanOrEqual(ceilingSeconds);
      },
    ),
  );
});

test("runs that were over when they were first seen are no history", () => {
  const look = (history: ReturnType<typeof times> | null) =>
    nextLookSeconds({
      ...{ remoteState: "RUNNING", ageSeconds: 40, runningSeconds: 20, hinted: false, ceilingSeconds: 10 },
      history,
    });
  expect(look(times(0, 0, 0))).toBe(look(null));
  expect(look(times(0, 0, 30))).toBe(look(null));
});

const at = (runningSeconds: number, history = times(95, 100, 105), hinted = false) =>
  nextLookSeconds({
    remoteState: "RUNNING",
    ageSeconds: runningSeconds,
    runningSeconds,
    history,
    hinted,
    ceilingSeconds: 10,
  });

test("looks are sparse long before the usual end, dense around it, and sparse again when it is long past", () => {
  expect(at(0)).toBe(10);
  expect(at(88)).toBe(7);
  expect(at(95)).toBeLessThan(2);
  expect(at(104)).toBeLessThan(2);
  expect(at(400)).toBe(10);
});

test("where RunningHub tells the end by itself, looks only make sure", () => {
  expect(at(99, times(98, 100, 101), true)).toBe(10);
});

test("the better the end is known, the denser the looks around it", () => {
  expect(at(99, times(98, 100, 101))).toBe(1);
  expect(at(95, times(80, 100, 120))).toBeGreaterThan(3);
});

test("an interval below a second is kept", () => {
  const wait = nextLookSeconds({
    remoteState: "QUEUED",
    ageSeconds: 50,
    runningSeconds: null,
    history: null,
    hinted: false,
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

test("jitter only ever shortens a wait, and little", () => {
  expect(jitter(10, () => 0)).toBeCloseTo(9.8);
  expect(jitter(10, () => 1)).toBe(10);
});
