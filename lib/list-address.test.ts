import { expect, it } from "vitest";
import { filterOf, isNarrowed, type ListAddress } from "./list-address";
import { taskFilterSchema } from "./task-schemas";

const EVERYTHING: ListAddress = {
  status: null,
  q: "",
  workflow: null,
  batch: null,
  account: null,
  error: null,
  from: null,
  to: null,
};

it("asks for everything with an empty filter", () => {
  expect(filterOf(EVERYTHING)).toEqual({});
  expect(isNarrowed({ ...EVERYTHING, status: "FAILED" })).toBe(false);
  expect(isNarrowed({ ...EVERYTHING, q: "  " })).toBe(false);
});

it("reads days in the person's own zone, from their first to their last moment", () => {
  const filter = filterOf({ ...EVERYTHING, from: "2026-01-31", to: "2026-01-31" });
  const span = Date.parse(filter.createdBefore ?? "") - Date.parse(filter.createdAfter ?? "");
  expect(span).toBe(24 * 60 * 60 * 1000 - 1);
  expect(new Date(filter.createdAfter ?? "").getHours()).toBe(0);
});

it("makes filters the server accepts, also from a mistyped address", () => {
  const odd = filterOf({ ...EVERYTHING, status: "READY", q: " fox ", from: "2026-99-99", to: "soon" });
  expect(odd).toEqual({ status: ["READY"], q: "fox" });
  expect(taskFilterSchema.safeParse(odd).success).toBe(true);
});
