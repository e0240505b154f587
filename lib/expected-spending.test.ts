import { expect, test } from "vitest";
import { type ExpectedGroup, expectSpending, expectSpendingSchema, heldCount } from "./expected-spending";
import type { SpendingCaps } from "./spending-schemas";

const NO_CAPS: SpendingCaps = {
  dayCoins: null,
  dayMoney: null,
  batchCoins: null,
  batchMoney: null,
  timeZone: "UTC",
};
const NOTHING = { coins: 0, money: 0 };
const group = (fields: Partial<ExpectedGroup> = {}): ExpectedGroup => ({
  count: 10,
  isKnown: true,
  coins: 3,
  money: 0.1,
  runSeconds: 20,
  ...fields,
});
const unknown = group({ isKnown: false, coins: 0, money: 0, runSeconds: null });

test("what is known is added up, and what nobody knows is counted instead", () => {
  expect(expectSpending([group(), group({ count: 2, coins: 5 })], NO_CAPS, NOTHING, NOTHING)).toMatchObject({
    count: 12,
    unknownCount: 0,
    coins: 40,
    runSeconds: 240,
    held: [],
  });
  expect(expectSpending([group(), unknown], NO_CAPS, NOTHING, NOTHING)).toMatchObject({
    count: 20,
    unknownCount: 10,
    coins: 30,
    runSeconds: null,
  });
});

test("a cap holds the last ones that do not fit below it, after what was spent", () => {
  expect(heldCount([group()], "coins", 30, 0)).toBe(0);
  expect(heldCount([group()], "coins", 29, 0)).toBe(1);
  expect(heldCount([group()], "coins", 30, 9)).toBe(3);
  expect(heldCount([group()], "coins", 30, 30)).toBe(10);
  expect(heldCount([group()], "coins", 30, 99)).toBe(10);
});

test("amounts that computers write crookedly fit exactly", () => {
  expect(heldCount([group({ count: 3 })], "money", 0.3, 0)).toBe(0);
  expect(heldCount([group({ count: 7 })], "money", 0.7, 0)).toBe(0);
});

test("what nobody knows the cost of fits until the cap is reached, and behind what does not fit all waits", () => {
  expect(heldCount([unknown], "coins", 1, 0)).toBe(0);
  expect(heldCount([unknown], "coins", 1, 1)).toBe(10);
  expect(heldCount([group({ count: 1, coins: 50 }), group()], "coins", 40, 0)).toBe(11);
});

test("a batch has a cap of its own, of which it may have spent; tasks of none, or of several, have only the day's", () => {
  const caps = { ...NO_CAPS, dayCoins: 27, batchCoins: 15 };
  const spent = { coins: 6, money: 0 };
  const held = (spentByBatch: typeof spent | null) =>
    expectSpending([group()], caps, spent, spentByBatch).held.map(({ cap, count }) => [cap, count]);
  expect(held(NOTHING)).toEqual([
    ["day", 3],
    ["batch", 5],
  ]);
  expect(held(spent)).toEqual([
    ["day", 3],
    ["batch", 7],
  ]);
  expect(held(null)).toEqual([["day", 3]]);
});

test("new tasks, named tasks and a filter can be asked about, and not two of them at once", () => {
  const fits = (input: object) => expectSpendingSchema.safeParse(input).success;
  expect(fits({ tasks: [{ workflowId: "7", count: 3 }] })).toBe(true);
  expect(fits({ ids: ["a"] })).toBe(true);
  expect(fits({ filter: { status: ["FAILED"] } })).toBe(true);
  expect(fits({ tasks: [{ workflowId: "7", count: 3 }], ids: ["a"] })).toBe(false);
  expect(fits({ tasks: [] })).toBe(false);
  expect(fits({ tasks: [{ workflowId: "7", count: 3 }], batchId: null })).toBe(true);
  expect(fits({ ids: ["a"], batchId: null })).toBe(false);
  expect(fits({})).toBe(false);
});
