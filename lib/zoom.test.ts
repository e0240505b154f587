import { expect, test } from "vitest";
import { FITTED, moved, zoomed } from "./zoom";

test("what is under the pointer stays there", () => {
  const at = { x: 0.3, y: -0.2 };
  const view = zoomed(FITTED, 2, at);
  // A place of the picture is at: shift + scale × place.
  expect(view.x + view.scale * at.x).toBeCloseTo(at.x);
  expect(view.y + view.scale * at.y).toBeCloseTo(at.y);
  const more = zoomed(view, 1.5, at);
  expect(more.x + more.scale * at.x).toBeCloseTo(at.x);
});

test("the frame stays covered, however far it is pushed or zoomed out", () => {
  const view = moved(zoomed(FITTED, 2), { x: 9, y: -9 });
  expect(view).toEqual({ scale: 2, x: 0.5, y: -0.5 });
  expect(zoomed(view, 0.1)).toEqual(FITTED);
  expect(moved(FITTED, { x: 1, y: 1 })).toEqual(FITTED);
});

test("there is an end to enlarging", () => {
  expect(zoomed(FITTED, 1_000).scale).toBe(16);
});
