import { expect, it } from "vitest";
import { shortName } from "./short-name";

it("leaves a name as it is that a sentence can hold", () => {
  expect(shortName("海边的傍晚")).toBe("海边的傍晚");
  expect(shortName("x".repeat(48))).toBe("x".repeat(48));
});

it("keeps the beginning of a longer one, whole characters of it", () => {
  expect(shortName("🌊".repeat(200))).toBe(`${"🌊".repeat(47)}…`);
});
