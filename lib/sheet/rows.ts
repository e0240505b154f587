/** Rows of a sheet. Text is the truth of every cell: numbers keep their digits, files are named. Never changed in place. */

export interface SheetRow {
  /** Text by column key; a missing one is empty and means the workflow's own value. */
  readonly cells: Readonly<Record<string, string>>;
  /** From 1: its number when it was first sent, kept by rows that were refused; else its place in the sheet. */
  readonly number?: number;
}

export const EMPTY_ROW: SheetRow = { cells: {} };

export function cellText(row: SheetRow, key: string): string {
  return row.cells[key] ?? "";
}

export function withCell(row: SheetRow, key: string, text: string): SheetRow {
  if (cellText(row, key) === text) return row;
  const { [key]: _, ...others } = row.cells;
  return { ...row, cells: text === "" ? others : { ...others, [key]: text } };
}

/** @param index from 0 */
export function rowNumber(row: SheetRow, index: number): number {
  return row.number ?? index + 1;
}

export function isEmptyRow(row: SheetRow): boolean {
  return Object.keys(row.cells).length === 0;
}

/** The rows up to the last one with something in it. */
export function withoutEmptyEnd(rows: readonly SheetRow[]): readonly SheetRow[] {
  const last = rows.findLastIndex((row) => !isEmptyRow(row));
  return rows.slice(0, last + 1);
}

/**
 * The rows that become tasks. Empty rows at the end are paper, unless nothing but empty rows was asked for: each of them
 * is then a run with the workflow's own values. A new sheet has one empty row, and no task.
 */
export function rowsToRun(rows: readonly SheetRow[]): readonly SheetRow[] {
  const filled = withoutEmptyEnd(rows);
  return filled.length === 0 && rows.length > 1 ? rows : filled;
}

/** New rows below what is there; rows without content at the end make room first. */
export function appendRows(rows: readonly SheetRow[], added: readonly SheetRow[]): SheetRow[] {
  return [...withoutEmptyEnd(rows), ...added];
}

/** The first row's values of these columns in every row of the range. @param last inclusive */
export function fillDown(
  rows: readonly SheetRow[],
  keys: readonly string[],
  first: number,
  last: number,
): SheetRow[] {
  const source = rows[first];
  if (source === undefined) return [...rows];
  return rows.map((row, index) =>
    index <= first || index > last
      ? row
      : keys.reduce((filled, key) => withCell(filled, key, cellText(source, key)), row),
  );
}

export type RepeatOrder = "each" | "whole";

/** Rows so many times: each one in turn (a, a, b, b) or the whole list again (a, b, a, b). */
export function repeatRows(rows: readonly SheetRow[], times: number, order: RepeatOrder): SheetRow[] {
  // A copy of a refused row is a row of its own.
  const copy = ({ cells }: SheetRow): SheetRow => ({ cells });
  if (order === "each")
    return rows.flatMap((row) => Array.from({ length: times }, (_, turn) => (turn === 0 ? row : copy(row))));
  return Array.from({ length: times }, (_, turn) => (turn === 0 ? rows : rows.map(copy))).flat();
}

/** Texts downwards in one column, from a row on; the sheet grows as needed. */
export function putDown(
  rows: readonly SheetRow[],
  key: string,
  from: number,
  texts: readonly string[],
): SheetRow[] {
  const length = Math.max(rows.length, from + texts.length);
  return Array.from({ length }, (_, index) => {
    const row = rows[index] ?? EMPTY_ROW;
    const text = texts[index - from];
    return text === undefined ? row : withCell(row, key, text);
  });
}
