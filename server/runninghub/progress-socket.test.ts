import { expect, test } from "vitest";
import { progressReader } from "./progress-socket";

const executing = (node: string | null) => ({ type: "executing", data: { node } });
const progress = (value: number, max: number) => ({ type: "progress", data: { value, max } });

test("with the number of nodes known, finished nodes and the share of the current one make the percentage", () => {
  const read = progressReader(4);
  expect(read(executing("1"))).toEqual({ percent: 0, node: "1" });
  expect(read(executing("2"))).toEqual({ percent: 25, node: "2" });
  expect(read(progress(10, 20))).toEqual({ percent: 37, node: "2" });
});

test("nodes that were cached count as finished", () => {
  const read = progressReader(4);
  read({ type: "execution_cached", data: { nodes: ["1", "2"] } });
  expect(read(executing("3"))).toEqual({ percent: 50, node: "3" });
});

test("without the number of nodes the share of the current one is shown, and never goes back", () => {
  const read = progressReader(null);
  read(executing("3"));
  expect(read(progress(15, 20))?.percent).toBe(75);
  expect(read(executing("8"))?.percent).toBe(75);
});

test("a run is never shown as done before RunningHub says so, and other messages tell nothing", () => {
  const read = progressReader(1);
  read(executing("3"));
  expect(read(progress(20, 20))?.percent).toBe(99);
  expect(read({ type: "status", data: {} })).toBeNull();
});
