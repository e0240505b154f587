import { expect, test } from "vitest";
import { type InsightAddress, insightQueryOf } from "./insight-range";
import { insightQuerySchema } from "./insight-schemas";

const NONE: InsightAddress = { range: "7d", from: null, to: null, workflow: null, account: null };
const daysOf = (address: Partial<InsightAddress>) => {
  const query = insightQueryOf({ ...NONE, ...address }, "2026-03-01", "Asia/Shanghai");
  expect(insightQuerySchema.parse(query)).toEqual(query);
  return [query.from, query.to];
};

test("a range ends today and has as many days as it says", () => {
  expect(daysOf({ range: "today" })).toEqual(["2026-03-01", "2026-03-01"]);
  expect(daysOf({ range: "7d" })).toEqual(["2026-02-23", "2026-03-01"]);
  expect(daysOf({ range: "90d" })).toEqual(["2025-12-02", "2026-03-01"]);
});

test("two days outrank the range, either way round", () => {
  expect(daysOf({ from: "2026-01-05", to: "2026-01-09" })).toEqual(["2026-01-05", "2026-01-09"]);
  expect(daysOf({ from: "2026-01-09", to: "2026-01-05" })).toEqual(["2026-01-05", "2026-01-09"]);
});

test("a first day alone reaches until today, a last day alone is the only one", () => {
  expect(daysOf({ from: "2026-02-01" })).toEqual(["2026-02-01", "2026-03-01"]);
  expect(daysOf({ to: "2026-02-01" })).toEqual(["2026-02-01", "2026-02-01"]);
  expect(daysOf({ from: "2026-04-01" })).toEqual(["2026-04-01", "2026-04-01"]);
});

test("more than a year begins later, and what is no day is no wish", () => {
  expect(daysOf({ from: "2020-01-01", to: "2026-01-01" })).toEqual(["2025-01-01", "2026-01-01"]);
  expect(daysOf({ from: "yesterday" })).toEqual(["2026-02-23", "2026-03-01"]);
});

test("days that no calendar has, ends before beginnings, unknown zones and more than a year are refused", () => {
  const fits = (query: object) => insightQuerySchema.safeParse(query).success;
  expect(fits({ from: "2026-01-01", to: "2026-01-02" })).toBe(true);
  expect(fits({ from: "2026-13-01", to: "2026-01-02" })).toBe(false);
  expect(fits({ from: "2026-01-03", to: "2026-01-02" })).toBe(false);
  expect(fits({ from: "2024-01-01", to: "2026-01-02" })).toBe(false);
  expect(fits({ from: "2026-01-01", to: "2026-01-02", timeZone: "Mars/Olympus" })).toBe(false);
});
