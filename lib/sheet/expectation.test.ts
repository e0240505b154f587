import { expect, it } from "vitest";
import { endsAtMs, expectBatch } from "./expectation";

const forecast = { runs: 20, medianSeconds: 48, medianCoins: 7, medianMoney: null, slots: 3 };

it("counts rounds of full slots, and every task's cost", () => {
  expect(expectBatch(forecast, 7)).toEqual({ seconds: 144, coins: 49, money: null });
  expect(expectBatch({ ...forecast, slots: 0 }, 2)?.seconds).toBe(96);
});

it("expects nothing without earlier runs or without tasks", () => {
  expect(expectBatch({ ...forecast, runs: 0 }, 7)).toBeNull();
  expect(expectBatch(forecast, 0)).toBeNull();
});

it("ends after what waits already, and nobody knows when while the line does not move", () => {
  const lane = { waiting: 4, secondsToEmpty: 100, queuePaused: false };
  expect(endsAtMs(20, lane, 5_000)).toBe(125_000);
  expect(endsAtMs(20, { ...lane, waiting: 0, secondsToEmpty: null }, 5_000)).toBe(25_000);
  expect(endsAtMs(20, { ...lane, secondsToEmpty: null }, 5_000)).toBeNull();
  expect(endsAtMs(20, { ...lane, queuePaused: true }, 5_000)).toBeNull();
});
