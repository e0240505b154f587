import { afterEach, expect } from "vitest";

// A test that expects an error on the console puts its own spy over this one.
const unexpected: unknown[][] = [];
Reflect.set(console, "error", (...parts: unknown[]) => unexpected.push(parts));

afterEach(() => {
  expect(unexpected.splice(0), "console.error was called").toEqual([]);
});
