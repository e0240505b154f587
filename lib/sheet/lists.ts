/** Rows made from lists: files of a folder, prompts, numbers; paired row by row, or every one with every other. */
import { EMPTY_ROW, type SheetRow, withCell } from "./rows";

export interface SheetList {
  /** The column it fills. */
  readonly key: string;
  readonly values: readonly string[];
}

export type Combination = "pair" | "cross";

/** Is every prompt on one line, or are prompts of several lines parted by blank ones? */
export type PromptBreak = "line" | "blankLine";

const BLANK_LINES = /\r?\n[^\S\n]*\r?\n\s*/;

/** Text with blank lines between texts of several lines is taken as such. */
export function guessPromptBreak(text: string): PromptBreak {
  const blocks = text.trim().split(BLANK_LINES);
  return blocks.length > 1 && blocks.some((block) => block.includes("\n")) ? "blankLine" : "line";
}

export function readPrompts(text: string, parted: PromptBreak): string[] {
  const parts = parted === "line" ? text.split(/\r?\n/) : text.trim().split(BLANK_LINES);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

const RANGE =
  /^(-?\d+(?:\.\d+)?)\s*(?:\.\.|…|~|～)\s*(-?\d+(?:\.\d+)?)(?:\s*(?:step|步长|:)\s*(\d+(?:\.\d+)?))?$/i;
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const decimalsOf = (text: string) => text.split(".")[1]?.length ?? 0;

function rangeOf(from: string, to: string, step: string, max: number): string[] | null {
  const digits = Math.max(decimalsOf(from), decimalsOf(step));
  // Whole numbers of the last digit: sums of 0.1 would drift.
  const scale = 10 ** digits;
  const [first, last, by] = [from, to, step].map((text) => Math.round(Number(text) * scale));
  if (first === undefined || last === undefined || by === undefined || by === 0) return null;
  if (![first, last].every(Number.isSafeInteger)) return null;
  const length = Math.floor(Math.abs(last - first) / by) + 1;
  if (length > max) return null;
  const direction = last < first ? -by : by;
  return Array.from({ length }, (_, turn) => ((first + turn * direction) / scale).toFixed(digits));
}

/**
 * Numbers as people list them: `0.3, 0.5, 0.7`, `1..5`, `0..1 step 0.25`, in any mix, parted by commas, semicolons or
 * lines. Digits stay as they were written.
 * @returns `wrong`: the first part that is no number, or a range of more than `max` numbers
 */
export function readNumbers(text: string, max: number): { values: string[]; wrong: string | null } {
  const values: string[] = [];
  for (const part of text.split(/[,，;；、\n]/).map((piece) => piece.trim())) {
    if (part === "") continue;
    const [, from, to, step = "1"] = RANGE.exec(part) ?? [];
    const range = from === undefined || to === undefined ? null : rangeOf(from, to, step, max);
    if (range === null && !NUMBER.test(part)) return { values, wrong: part };
    values.push(...(range ?? [part]));
  }
  return { values, wrong: null };
}

/** How many rows the lists will make. Lists without values do not count. */
export function combinedCount(lists: readonly SheetList[], how: Combination): number {
  const lengths = lists.map(({ values }) => values.length).filter((length) => length > 0);
  if (lengths.length === 0) return 0;
  return how === "pair" ? Math.max(...lengths) : lengths.reduce((product, length) => product * length, 1);
}

/**
 * The rows of the lists. Paired, the longest decides and shorter ones start over; crossed, the last list turns fastest.
 * The caller bounds the count first.
 */
export function combineLists(lists: readonly SheetList[], how: Combination): SheetRow[] {
  const used = lists.filter(({ values }) => values.length > 0);
  return Array.from({ length: combinedCount(used, how) }, (_, index) => {
    let rest = index;
    return used.reduceRight<SheetRow>((row, { key, values }) => {
      const turn = (how === "pair" ? index : rest) % values.length;
      rest = Math.floor(rest / values.length);
      return withCell(row, key, values[turn] ?? "");
    }, EMPTY_ROW);
  });
}
