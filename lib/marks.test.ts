import { expect, test } from "vitest";
import type { Marks } from "./gallery-schemas";
import { deedWish, withWish } from "./marks";

const plain: Marks = { favourite: false, verdict: null, tags: ["a"] };

test("a wish changes what it names and nothing else", () => {
  expect(withWish(plain, { favourite: true })).toEqual({ ...plain, favourite: true });
  expect(withWish({ ...plain, verdict: "KEPT" }, { verdict: null })).toEqual(plain);
  expect(withWish(plain, { addTags: ["c", "a", "b"], removeTags: ["a"] }).tags).toEqual(["a", "b", "c"]);
});

test("the same deed again takes it back, once all of them have it", () => {
  expect(deedWish([plain], "favourite")).toEqual({ favourite: true });
  expect(deedWish([{ ...plain, favourite: true }, plain], "favourite")).toEqual({ favourite: true });
  expect(deedWish([{ ...plain, favourite: true }], "favourite")).toEqual({ favourite: false });
  expect(deedWish([{ ...plain, verdict: "KEPT" }], "reject")).toEqual({ verdict: "REJECTED" });
  expect(deedWish([{ ...plain, verdict: "REJECTED" }], "reject")).toEqual({ verdict: null });
});
