import { expect, test } from "vitest";
import { Spans } from "./search-spans";

const DAY = 86_400_000;
const DAYS_1000 = 1_000 * DAY;

/** The days each span covers until the end, as `from-to`; `narrow` says of which spans that they hold too much. */
function walked(spans: Spans, narrow: (days: number) => boolean = () => false): string[] {
  const covered: string[] = [];
  for (let span = spans.current(); span !== null; span = spans.current()) {
    const days = (span.to - span.from) / DAY;
    if (narrow(days) && spans.narrow()) continue;
    covered.push(`${span.from / DAY}-${span.to / DAY}`);
    spans.done(span, false);
  }
  return covered;
}

test("spans follow one another without a gap, from the edge to the end, in either direction", () => {
  expect(walked(new Spans(DAYS_1000, 300 * DAY, true, true))).toEqual(["512-1024", "0-512"]);
  expect(walked(new Spans(300 * DAY, DAYS_1000, false, true))).toEqual(["0-512", "512-1024"]);
});

test("a span that holds too much is divided, down to single days", () => {
  const days = walked(new Spans(DAYS_1000, 998 * DAY, true, true), (length) => length > 1);
  expect(days).toEqual(["1000-1001", "999-1000", "998-999"]);
});

test("after a span with little, a longer one follows", () => {
  const spans = new Spans(DAYS_1000, 0, true, false);
  const first = spans.current();
  if (!first) throw new Error("there is a first span");
  expect((first.to - first.from) / DAY).toBe(64);
  spans.done(first, true);
  expect(spans.current()).toMatchObject({ piece: "span 512 1", from: 512 * DAY });
});
