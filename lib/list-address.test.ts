import { expect, it } from "vitest";
import { filterOf, isDay, isNarrowed, type ListAddress, WITHOUT, wishesOf } from "./list-address";
import { taskFilterSchema } from "./task-schemas";

const TODAY = "2026-03-02";
const EVERYTHING: ListAddress = {
  status: null,
  active: false,
  q: "",
  workflow: null,
  batch: null,
  account: null,
  error: null,
  from: null,
  to: null,
};

it("asks for everything with an empty filter", () => {
  expect(filterOf(EVERYTHING, TODAY)).toEqual({});
  expect(isNarrowed({ ...EVERYTHING, status: "FAILED" })).toBe(false);
  expect(isNarrowed({ ...EVERYTHING, q: "  " })).toBe(false);
});

it("reads days in the person's own zone, from their first to their last moment", () => {
  const filter = filterOf({ ...EVERYTHING, from: "2026-01-31", to: "2026-01-31" }, TODAY);
  const span = Date.parse(filter.createdBefore ?? "") - Date.parse(filter.createdAfter ?? "");
  expect(span).toBe(24 * 60 * 60 * 1000 - 1);
  expect(new Date(filter.createdAfter ?? "").getHours()).toBe(0);
});

it("takes only days that the calendar has", () => {
  expect(["2026-02-28", "2024-02-29", "2026-12-31"].filter(isDay)).toHaveLength(3);
  expect(["2026-02-31", "2026-02-29", "2026-04-31", "2026-13-01", "2026-1-1"].filter(isDay)).toEqual([]);
  expect(filterOf({ ...EVERYTHING, from: "2026-02-31", to: "2026-04-31" }, TODAY)).toEqual({});
});

it("counts spans back from today, by the calendar", () => {
  const from = (span: string) => filterOf({ ...EVERYTHING, from: span }, TODAY).createdAfter;
  expect(from("today")).toBe(new Date("2026-03-02T00:00:00").toISOString());
  expect(from("7d")).toBe(new Date("2026-02-24T00:00:00").toISOString());
  expect(from("30d")).toBe(new Date("2026-02-01T00:00:00").toISOString());
});

it("makes filters the server accepts, also from a mistyped address", () => {
  const odd = filterOf({ ...EVERYTHING, status: "READY", q: " fox ", from: "2026-99-99", to: "soon" }, TODAY);
  expect(odd).toEqual({ status: ["READY"], q: "fox" });
  expect(taskFilterSchema.safeParse(odd).success).toBe(true);
});

it("knows what waits or runs, unless a tab asks for one status", () => {
  expect(filterOf({ ...EVERYTHING, active: true }, TODAY).status).toEqual(["PENDING", "QUEUED", "RUNNING"]);
  const failed: ListAddress = { ...EVERYTHING, active: true, status: "FAILED" };
  expect(filterOf(failed, TODAY).status).toEqual(["FAILED"]);
  expect(wishesOf(failed)).toEqual([]);
});

it("names each wish once and can take each of them back", () => {
  const narrow: ListAddress = {
    ...EVERYTHING,
    active: true,
    workflow: "1",
    batch: "b",
    account: "a",
    error: "any",
    from: "7d",
    to: "2026-03-01",
  };
  const wishes = wishesOf(narrow);
  expect(wishes).toEqual(["active", "workflow", "account", "error", "batch", "created"]);
  for (const wish of wishes) expect(wishesOf({ ...narrow, ...WITHOUT[wish] })).not.toContain(wish);
  const bare: ListAddress = Object.assign({}, narrow, ...wishes.map((wish) => WITHOUT[wish]));
  expect(bare).toEqual(EVERYTHING);
});
