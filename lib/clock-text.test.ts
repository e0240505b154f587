import { expect, it } from "vitest";
import { clockText } from "./clock-text";

it.each([
  [-5, "0:00"],
  [0, "0:00"],
  [108.9, "1:48"],
  [1800, "30:00"],
  [3723, "1:02:03"],
])("%d seconds read as %s", (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});
