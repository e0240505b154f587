import { describe, expect, it } from "vitest";
import type { Say } from "../field-schema";
import type { FormField } from "../workflow-schemas";
import { problemOfCell } from "./cells";
import { SheetCheck } from "./check";
import { columnKey, sheetColumns } from "./columns";
import { FAST, field, PHOTO, PROMPT, SAMPLER, SEED, STEPS } from "./fields.fixture";
import type { SheetRow } from "./rows";

const say: Say = (key) => key;
const labelOf = ({ label }: FormField) => label;
const columnOf = (one: FormField) => {
  const [column] = sheetColumns([one], labelOf, "Note");
  if (column === undefined) throw new Error("no column");
  return column;
};

describe("problemOfCell", () => {
  it.each([
    [STEPS, "20", null],
    [STEPS, "", null],
    [STEPS, "abc", "integer"],
    [STEPS, "7.5", "integer"],
    [STEPS, "101", "between"],
    [{ ...STEPS, required: true }, "", "required"],
    [PROMPT, "anything", null],
    [PROMPT, '""', null],
    [{ ...PROMPT, required: true }, '""', "required"],
    [{ ...PROMPT, required: true }, "", "required"],
    [FAST, "yes", null],
    [FAST, "开", null],
    [FAST, "maybe", "onOff"],
    [SAMPLER, "dpm_2", null],
    [SAMPLER, "DPM 2", null],
    [SAMPLER, "heun", "choice"],
    [{ ...SAMPLER, freeText: true }, "heun", null],
    [SEED, "18446744073709551615", null],
    [SEED, "random", null],
    [SEED, "seven", "integer"],
    [field({ type: "number", value: 1 }), "1e-3", null],
    [field({ type: "number", value: 1 }), "1,5", "number"],
  ])("judges %o with %j as the form does", (one, text, problem) => {
    expect(problemOfCell(columnOf(one), text, say)).toBe(problem);
  });

  it("bounds the note", () => {
    const note = { key: "note", label: "Note", field: null, aliases: [] };
    expect(problemOfCell(note, "x".repeat(2_001), say)).toBe("tooLong");
  });
});

describe("SheetCheck", () => {
  const columns = sheetColumns([PHOTO, PROMPT, STEPS], labelOf, "Note");
  const [photo, steps] = [columnKey(PHOTO), columnKey(STEPS)];
  const row = (image: string, count: string): SheetRow => ({ cells: { [photo]: image, [steps]: count } });

  it("names every problem by row and column", () => {
    const check = new SheetCheck(columns, say);
    const rows = [row("a.png", "20"), row("", "abc"), row("b.png", "0")];
    expect(check.allProblems(rows, (name) => (name === "a.png" ? null : "awaited"))).toEqual([
      { index: 1, key: steps, message: "integer" },
      { index: 1, key: photo, message: "fileMissing" },
      { index: 2, key: steps, message: "between" },
      { index: 2, key: photo, message: "awaited" },
    ]);
  });

  it("sees a file that comes later, although the row stays the same", () => {
    const check = new SheetCheck(columns, say);
    const rows = [row("a.png", "20")];
    expect(check.allProblems(rows, () => "awaited")).toHaveLength(1);
    expect(check.allProblems(rows, () => null)).toEqual([]);
  });

  it("does not look again at a row that did not change", () => {
    let looks = 0;
    const counting: Say = (key) => {
      looks += 1;
      return key;
    };
    const check = new SheetCheck(columns, counting);
    const rows = Array.from({ length: 50 }, () => row("a.png", "abc"));
    check.allProblems(rows, () => null);
    expect(looks).toBe(50);
    check.allProblems([row("a.png", "abc"), ...rows], () => null);
    expect(looks).toBe(51);
  });

  it("leaves a workflow's own file alone, unless one must be given", () => {
    const own = { ...PHOTO, value: "example.png" };
    const problems = (one: FormField) =>
      new SheetCheck(sheetColumns([one], labelOf, "Note"), say).allProblems([{ cells: {} }], () => "awaited");
    expect(problems(own)).toEqual([]);
    expect(problems({ ...own, required: true })).toMatchObject([{ message: "required" }]);
  });
});
