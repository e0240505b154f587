import { expect, it } from "vitest";
import { type CursorStack, currentCursor, nextPage, previousPage } from "./cursor-stack";

it("leads forward and back to the first page", () => {
  const third = nextPage(nextPage([], "a"), "b");
  expect(currentCursor(third)).toBe("b");
  expect(currentCursor(previousPage(third))).toBe("a");
  expect(currentCursor(previousPage(previousPage(third)))).toBeUndefined();
});

it("stays short enough for a URL however deep a person goes", () => {
  let stack: CursorStack = [];
  for (let page = 0; page < 100; page++) stack = nextPage(stack, `cursor-${page}`);
  expect(stack.length).toBeLessThanOrEqual(12);
  expect(currentCursor(stack)).toBe("cursor-99");
});
