import { expect, test } from "vitest";
import { BROWSER_EVENTS, hear, isOld, type NewsMemory, type RecentNews } from "./browser-news";

const COUNTS = { READY: 0, PENDING: 0, QUEUED: 0, RUNNING: 0, SUCCESS: 3, FAILED: 0, STOPPED: 0 };
const MINUTE_MS = 60_000;

const batch = (name: string) => ({ key: `batch ${name}`, batchId: name, name, counts: COUNTS });
const task = (id: string) => ({ key: `failed ${id}`, id, workflowName: `Picture ${id}`, reason: null });
const stuck = { key: "stuck 1", minutes: 35, waiting: 4, slotsTaken: 1 };
function news(fields: Partial<RecentNews> = {}): RecentNews {
  return { cursor: "9", batches: [], failed: { count: 0, tasks: [] }, stuck: null, ...fields };
}
const memory = (fields: Partial<NewsMemory> = {}): NewsMemory => ({
  cursor: "5",
  heardAt: 0,
  known: [],
  ...fields,
});
const told = (answer: RecentNews, known: NewsMemory | null = memory(), nowMs = MINUTE_MS) =>
  hear(answer, known, BROWSER_EVENTS, nowMs).letters;

test("the first answer is remembered and not told", () => {
  const first = hear(news({ batches: [batch("April")], stuck }), null, BROWSER_EVENTS, 7);
  expect(first).toEqual({
    letters: [],
    memory: { cursor: "9", heardAt: 7, known: ["stuck 1", "batch April"] },
  });
  expect(told(news({ batches: [batch("April"), batch("May")] }), first.memory)).toMatchObject([
    { event: "batchEnded", data: { name: "May" } },
  ]);
});

test("the same thing is told once, however often answers have it", () => {
  const answer = news({
    batches: [batch("April")],
    failed: { count: 1, tasks: [task("a")] },
    stuck,
  });
  const first = hear(answer, memory(), BROWSER_EVENTS, MINUTE_MS);
  expect(first.letters.map(({ event }) => event)).toEqual(["batchEnded", "taskFailed", "queueStuck"]);
  expect(told(answer, first.memory)).toEqual([]);
});

test("tasks that failed together are one letter with their number, also those that are not named", () => {
  expect(told(news({ failed: { count: 900, tasks: [task("b"), task("a")] } }))).toMatchObject([
    { event: "taskFailed", count: 900, task: { id: "b" } },
  ]);
  const answer = news({ failed: { count: 3, tasks: [task("c"), task("b"), task("a")] } });
  expect(told(answer, memory({ known: ["failed a"] }))).toMatchObject([{ count: 2, task: { id: "c" } }]);
});

test("only what was asked for is told, and the rest is known all the same", () => {
  const answer = news({ batches: [batch("April")], failed: { count: 1, tasks: [task("a")] } });
  const { letters, memory: after } = hear(answer, memory(), ["taskFailed"], MINUTE_MS);
  expect(letters.map(({ event }) => event)).toEqual(["taskFailed"]);
  expect(told(answer, after)).toEqual([]);
});

test("after a long sleep there is one summary, and none of nothing", () => {
  const answer = news({
    batches: [batch("April"), batch("May")],
    failed: { count: 5, tasks: [task("a")] },
    stuck,
  });
  expect(told(answer, memory(), 11 * MINUTE_MS)).toMatchObject([
    { event: "summary", batches: 2, failed: 5, isStuck: true },
  ]);
  expect(told(news(), memory(), 11 * MINUTE_MS)).toEqual([]);
  expect(told(news({ batches: [batch("April")] }), memory(), 9 * MINUTE_MS)).toMatchObject([
    { event: "batchEnded" },
  ]);
});

test("more than three things at once are one summary", () => {
  const many = ["1", "2", "3", "4"].map(batch);
  expect(told(news({ batches: many }))).toMatchObject([{ event: "summary", batches: 4, failed: 0 }]);
  expect(told(news({ batches: many.slice(1) }))).toHaveLength(3);
});

test("what is known does not grow for ever, and keeps the latest", () => {
  const tasks = Array.from({ length: 700 }, (_, n) => task(String(n)));
  const { memory: after } = hear(news({ failed: { count: 700, tasks } }), memory(), BROWSER_EVENTS, 0);
  expect(after.known).toHaveLength(600);
  expect(after.known.at(-1)).toBe("failed 699");
});

test("a page that opens after a pause begins anew", () => {
  expect([isOld(memory(), 9 * MINUTE_MS), isOld(memory(), 11 * MINUTE_MS)]).toEqual([false, true]);
});
