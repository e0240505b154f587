import { expect, test } from "vitest";
import { z } from "zod";
import { typedNumber, typedText } from "./typed-number";

const days = typedNumber(z.number().int().min(1).nullable());

test("nothing typed is no number, and not zero", () => {
  expect(days.parse("")).toBeNull();
  expect(days.parse("  ")).toBeNull();
});

test("what is typed is checked as the number it stands for", () => {
  expect(days.parse(" 90 ")).toBe(90);
  for (const typed of ["0", "1.5", "soon", "9 0"]) expect(days.safeParse(typed).success).toBe(false);
});

test("a number that is shown and sent again stays what it is", () => {
  for (const value of [null, 1, 3_650]) expect(days.parse(typedText(value))).toBe(value);
});
