import { expect, test } from "vitest";
import { Spans } from "./search-spans";

const DAY = 86_400_000;
const DAYS_1000 = 1_000 * DAY;

/** The days each span covers until the end, as `from-to`; of spans of more than `dense` days there is too much. */
function walked(spans: Spans, few: boolean, dense = Number.POSITIVE_INFINITY): string[] {
  const covered: string[] = [];
  for (let span = spans.current(); span !== null; span = spans.current()) {
    if ((span.to - span.from) / DAY > dense && spans.narrow()) continue;
    covered.push(`${span.from / DAY}-${span.to / DAY}`);
    spans.done(span, few);
  }
  return covered;
}

test("spans follow one another without a gap, from the edge to the end, in either direction", () => {
  const back = walked(new Spans(DAYS_1000, 850 * DAY, true, "few"), false);
  expect(back).toEqual(["960-1024", "896-960", "832-896"]);
  const ahead = walked(new Spans(850 * DAY, DAYS_1000, false, "few"), false);
  expect(ahead).toEqual(["832-896", "896-960", "960-1024"]);
});

test("after spans with little, longer ones follow, up to the longest", () => {
  expect(walked(new Spans(DAYS_1000, 0, true, "few"), true)).toEqual(["960-1024", "512-1024", "0-512"]);
});

test("where many are expected, short spans come first, and the longest is never asked for", () => {
  expect(walked(new Spans(DAYS_1000, 850 * DAY, true, "many"), true)).toEqual([
    "1000-1001",
    "992-1000",
    "960-1024",
    "896-960",
    "832-896",
  ]);
});

test("a span that holds too much is divided, down to single days", () => {
  const days = walked(new Spans(DAYS_1000, 998 * DAY, true, "many"), true, 1);
  expect(days).toEqual(["1000-1001", "999-1000", "998-999"]);
});

test("a span that held too much is not asked for again, though its first parts hold nothing", () => {
  const spans = new Spans(1_023 * DAY, 900 * DAY, true, "few");
  const asked: string[] = [];
  for (let span = spans.current(); span !== null; span = spans.current()) {
    const days = { from: span.from / DAY, to: span.to / DAY };
    asked.push(`${days.from}-${days.to}`);
    const tooMuch = days.from < 940 && days.to - days.from > 8;
    if (!tooMuch || !spans.narrow()) spans.done(span, true);
  }
  expect(asked).toEqual([
    ...["960-1024", "512-1024", "896-960"],
    ...["952-960", "944-952", "936-944", "928-936", "920-928", "912-920", "904-912", "896-904"],
  ]);
});

test("what lies ahead is known in spans of one length, and a search can enter one of them", () => {
  const spans = new Spans(DAYS_1000, 970 * DAY, true, "many");
  const eights = spans.ahead(8, 100);
  expect(eights.map(({ piece }) => piece)).toEqual([
    "span 8 125",
    "span 8 124",
    "span 8 123",
    "span 8 122",
    "span 8 121",
  ]);
  expect(spans.ahead(8, 2)).toEqual(eights.slice(0, 2));
  spans.skipTo({ piece: "span 8 123", from: 984 * DAY, to: 992 * DAY });
  expect(spans.current()?.piece).toBe("span 1 991");

  const forward = new Spans(970 * DAY + 1, DAYS_1000, false, "many");
  expect(forward.ahead(8, 100).map(({ piece }) => piece)).toEqual([
    "span 8 121",
    "span 8 122",
    "span 8 123",
    "span 8 124",
    "span 8 125",
  ]);
  forward.skipTo({ piece: "span 8 121", from: 968 * DAY, to: 976 * DAY });
  expect(forward.current()?.piece).toBe("span 1 970");
});

test("a span is named as the index names it", () => {
  expect(new Spans(DAYS_1000, 0, true, "many").current()?.piece).toBe("span 1 1000");
});
