import { describe, expect, it } from "vitest";
import { appendRows, EMPTY_ROW, fillDown, putDown, repeatRows, rowNumber, rowsToRun, withCell } from "./rows";

const row = (text: string, more: Record<string, string> = {}) => ({ cells: { a: text, ...more } });
const texts = (rows: readonly { cells: Readonly<Record<string, string>> }[]) =>
  rows.map(({ cells }) => cells.a ?? "");

describe("rows of a sheet", () => {
  it("stay the same object when nothing changes, so that they are not checked again", () => {
    const one = row("x");
    expect(withCell(one, "a", "x")).toBe(one);
    expect(withCell(one, "a", "")).toEqual(EMPTY_ROW);
  });

  it("repeat each in turn or as a whole list", () => {
    const rows = [row("a"), row("b")];
    expect(texts(repeatRows(rows, 2, "each"))).toEqual(["a", "a", "b", "b"]);
    expect(texts(repeatRows(rows, 2, "whole"))).toEqual(["a", "b", "a", "b"]);
  });

  it("give copies of a refused row numbers of their own", () => {
    const refused = { ...row("a"), number: 7 };
    const copies = repeatRows([refused], 2, "each");
    expect(copies.map((copy, index) => rowNumber(copy, index))).toEqual([7, 2]);
  });

  it("fill down the first row of a range, in its columns only", () => {
    const rows = [row("0"), row("a", { b: "1" }), row("x", { b: "2" }), row("y", { b: "3" }), row("z")];
    const filled = fillDown(rows, ["a"], 1, 3);
    expect(texts(filled)).toEqual(["0", "a", "a", "a", "z"]);
    expect(filled[2]?.cells.b).toBe("2");
  });

  it("are added below the last row that has something in it", () => {
    expect(texts(appendRows([row("a"), EMPTY_ROW, EMPTY_ROW], [row("b")]))).toEqual(["a", "b"]);
    expect(texts(appendRows([EMPTY_ROW], [row("b")]))).toEqual(["b"]);
  });

  it("become tasks, but not the empty ones at the end, nor a new sheet", () => {
    expect(rowsToRun([EMPTY_ROW])).toEqual([]);
    expect(rowsToRun([row("a"), EMPTY_ROW, row("b"), EMPTY_ROW])).toHaveLength(3);
    expect(rowsToRun([EMPTY_ROW, EMPTY_ROW])).toHaveLength(2);
  });

  it("take a list downwards and grow for it", () => {
    expect(texts(putDown([row("a"), row("b")], "a", 1, ["1", "2"]))).toEqual(["a", "1", "2"]);
  });
});
