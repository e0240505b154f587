import { describe, expect, it } from "vitest";
import { columnKey, NOTE_KEY, sheetColumns } from "./columns";
import { MODEL, PHOTO, PROMPT, STEPS } from "./fields.fixture";
import { decodeTable, parseTable, workbookNumber, workbookText } from "./table-text";
import { readTable, rowsOfTable } from "./tables";

const columns = sheetColumns([PHOTO, PROMPT, STEPS, MODEL], ({ label }) => label, "Note");
const shown = columns.filter(({ field }) => field === null || !field.hidden);
const read = (table: string[][]) => readTable(table, columns, shown);

describe("readTable", () => {
  it("knows columns by label, by node and field, and by other names, in any order", () => {
    const reading = read([
      [" steps ", "6 · text", "备注", "PHOTO", "model"],
      ["20", "a fox", "", "a.png", ""],
    ]);
    expect(reading).toEqual({
      hasHeader: true,
      keys: [columnKey(STEPS), columnKey(PROMPT), NOTE_KEY, columnKey(PHOTO), columnKey(MODEL)],
      unknown: [],
    });
  });

  it("names columns it does not know and leaves them out", () => {
    const reading = read([
      ["Prompt", "Customer"],
      ["a fox", "Ada"],
    ]);
    expect(reading.unknown).toEqual(["Customer"]);
    expect(
      rowsOfTable(
        [
          ["Prompt", "Customer"],
          ["a fox", "Ada"],
        ],
        reading,
      ),
    ).toEqual([{ cells: { [columnKey(PROMPT)]: "a fox" } }]);
  });

  it("takes a table without known names by place, and all its rows", () => {
    const table = [
      ["a.png", "a fox", "20"],
      ["b.png", "a cat", "30"],
    ];
    const reading = read(table);
    expect(reading.hasHeader).toBe(false);
    expect(rowsOfTable(table, reading)).toHaveLength(2);
    expect(reading.keys).toEqual([columnKey(PHOTO), columnKey(PROMPT), columnKey(STEPS)]);
  });

  it("takes a column once when the table has its name twice", () => {
    expect(read([["Prompt", "prompt"]]).keys).toEqual([columnKey(PROMPT), null]);
  });

  it("skips rows without anything", () => {
    const table = [["Prompt"], [""], ["a fox"], []];
    expect(rowsOfTable(table, read(table))).toHaveLength(1);
  });
});

describe("text of tables", () => {
  it("is decoded as UTF-8 with or without a mark, UTF-16 and the GBK of Chinese Excel", () => {
    const utf8 = new TextEncoder().encode("提示词");
    expect(decodeTable(utf8)).toBe("提示词");
    expect(decodeTable(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]))).toBe("提示词");
    expect(decodeTable(new Uint8Array([0xff, 0xfe, 0xd0, 0x63]))).toBe("提");
    expect(decodeTable(new Uint8Array([0xcc, 0xe1, 0xca, 0xbe, 0xb4, 0xca]))).toBe("提示词");
  });

  it.each([
    [
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a;b\r\n1;2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a\tb, c\n1\t2, 3",
      [
        ["a", "b, c"],
        ["1", "2, 3"],
      ],
    ],
    [
      'a,b\n"two\nlines","say ""hi"""',
      [
        ["a", "b"],
        ["two\nlines", 'say "hi"'],
      ],
    ],
  ])("reads %j", (text, table) => {
    expect(parseTable(text)).toEqual(table);
  });

  it("shows a workbook's cells as people see them", () => {
    expect([null, "x", true, new Date("2026-03-01T00:00:00Z")].map(workbookText)).toEqual([
      "",
      "x",
      "true",
      "2026-03-01",
    ]);
    expect(["20", "0.30000000000000004", "7.50", "18446744073709551615"].map(workbookNumber)).toEqual([
      "20",
      "0.3",
      "7.5",
      "18446744073709551615",
    ]);
  });
});
