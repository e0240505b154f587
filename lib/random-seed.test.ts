import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawSeed } from "./random-seed";

describe("drawSeed", () => {
  it("stays within the field's limits and within what every seed node takes", () => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(1_000_000), { nil: undefined }),
        fc.option(fc.integer({ min: 1_000_000, max: Number.MAX_SAFE_INTEGER }), { nil: undefined }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (min, max, drawn) => {
          const seed = Number(drawSeed({ min, max }, () => drawn));
          expect(Number.isInteger(seed)).toBe(true);
          expect(seed).toBeGreaterThanOrEqual(min ?? 0);
          expect(seed).toBeLessThanOrEqual(Math.min(max ?? Number.POSITIVE_INFINITY, 2 ** 32 - 1));
        },
      ),
    );
  });
});
