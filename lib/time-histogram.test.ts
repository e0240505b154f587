import fc from "fast-check";
import { expect, test } from "vitest";
import { HISTOGRAM_ERROR, percentile } from "./time-histogram";

/** As the database does it. */
const bucketOf = (seconds: number) =>
  seconds < 0.1 ? 0 : 1 + Math.floor(Math.log(seconds * 10) / Math.log(1.1));

const share = fc.constantFrom(0.01, 0.5, 0.95, 1);

test("a percentile is within its stated error of the one by sorting", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 200 }),
      share,
      (times, wanted) => {
        const exact = [...times].sort((a, b) => a - b)[Math.ceil(wanted * times.length) - 1] ?? Number.NaN;
        const found = percentile(
          times.map((time) => ({ bucket: bucketOf(time), count: 1 })),
          wanted,
        );
        expect(Math.abs((found ?? Number.NaN) - exact)).toBeLessThanOrEqual(
          Math.max(0.05, exact * HISTOGRAM_ERROR * 1.0001),
        );
      },
    ),
  );
});

test("counts of several hours can be added up in any order", () => {
  const counts = [3, 9, 1, 4].map((bucket) => ({ bucket, count: 2 }));
  expect(percentile([...counts].reverse(), 0.5)).toBe(percentile(counts, 0.5));
});

test("without any time there is no percentile", () => {
  expect(percentile([], 0.5)).toBeNull();
});
