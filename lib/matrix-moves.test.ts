import { expect, test } from "vitest";
import { cellsOf, type Grid, move } from "./matrix-moves";

// x = a result
//      a b c
//   0  x . x
//   1  . . .
//   4  . x .
const grid: Grid = {
  columns: ["a", "b", "c"],
  rows: [
    { row: 0, filled: new Set(["c", "a"]) },
    { row: 1, filled: new Set() },
    { row: 4, filled: new Set(["b"]) },
  ],
};
const at = (row: number, column: string) => ({ row, column });

test("left and right visit every result once, in reading order", () => {
  expect(cellsOf(grid)).toEqual([at(0, "a"), at(0, "c"), at(4, "b")]);
  expect(move(grid, at(0, "a"), "right")).toEqual(at(0, "c"));
  expect(move(grid, at(0, "c"), "right")).toEqual(at(4, "b"));
  expect(move(grid, at(4, "b"), "right")).toBeNull();
  expect(move(grid, at(4, "b"), "left")).toEqual(at(0, "c"));
  expect(move(grid, at(0, "a"), "left")).toBeNull();
});

test("up and down pass over rows without results and keep to the nearest column", () => {
  expect(move(grid, at(0, "c"), "down")).toEqual(at(4, "b"));
  expect(move(grid, at(4, "b"), "up")).toEqual(at(0, "a"));
  expect(move(grid, at(4, "b"), "down")).toBeNull();
  expect(move(grid, at(0, "a"), "up")).toBeNull();
});
