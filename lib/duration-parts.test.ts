import { expect, it } from "vitest";
import { durationParts, toWholeMinutes } from "./duration-parts";

const said = (seconds: number) =>
  durationParts(seconds)
    .map(({ count, unit }) => `${count} ${unit}`)
    .join(" ");

it.each([
  [0, "1 second"],
  [0.4, "1 second"],
  [42.4, "42 second"],
  [90, "2 minute"],
  [3600, "1 hour"],
  [5400, "1 hour 30 minute"],
  [86_400, "1 day"],
  [97_200, "1 day 3 hour"],
])("says %d seconds in the units that fit", (seconds, words) => {
  expect(said(seconds)).toBe(words);
});

it.each([
  [59.7, "1 minute"],
  [3590, "1 hour"],
  [7190, "2 hour"],
  [86_390, "1 day"],
  [172_000, "2 day"],
])("never says a whole larger unit in smaller ones: %d", (seconds, words) => {
  expect(said(seconds)).toBe(words);
});

it.each([
  [1, 60],
  [60, 60],
  [61, 120],
])("a forecast of %d seconds is told in whole minutes", (seconds, told) => {
  expect(toWholeMinutes(seconds)).toBe(told);
});
