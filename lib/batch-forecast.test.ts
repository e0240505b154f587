import { expect, test } from "vitest";
import { secondsInSlots, secondsLeft } from "./batch-forecast";
import type { Lane } from "./queue-schemas";

const counts = { READY: 9, PENDING: 4, QUEUED: 0, RUNNING: 1, SUCCESS: 3, FAILED: 2, STOPPED: 1 };
const account = (slots: number, paused = false) => ({
  paused: paused ? { code: "PAUSED_BY_PERSON", message: "" } : null,
  slots: Array.from({ length: slots }),
});
// Only what the forecast reads.
const lane = (fields: object) =>
  ({ accounts: [account(2)], typicalSeconds: 30, queuePaused: false, ...fields }) as Lane;

test("what waits and runs is shared by the slots that move", () => {
  expect(secondsLeft(counts, lane({}))).toBe(90);
  expect(secondsLeft(counts, lane({ accounts: [account(2), account(3)] }))).toBe(30);
  expect(secondsLeft(counts, lane({ accounts: [account(1), account(9, true)] }))).toBe(150);
});

test("nothing is foretold while nothing moves, nothing has run, or nothing is left", () => {
  expect(secondsLeft(counts, lane({ queuePaused: true }))).toBeNull();
  expect(secondsLeft(counts, lane({ accounts: [account(2, true)] }))).toBeNull();
  expect(secondsLeft(counts, lane({ typicalSeconds: null }))).toBeNull();
  expect(secondsLeft({ ...counts, PENDING: 0, RUNNING: 0 }, lane({}))).toBeNull();
});

test("expected runs take full rounds of the slots, and what nobody knows takes nobody knows how long", () => {
  expect(secondsInSlots({ count: 5, runSeconds: 100 }, 2)).toBe(60);
  expect(secondsInSlots({ count: 5, runSeconds: 100 }, 0)).toBe(100);
  expect(secondsInSlots({ count: 5, runSeconds: null }, 2)).toBeNull();
  expect(secondsInSlots({ count: 0, runSeconds: 0 }, 2)).toBeNull();
});
