import { isFileField } from "@/lib/field-value";
import type { SheetColumn } from "@/lib/sheet/columns";
import { cellText } from "@/lib/sheet/rows";
import type { Rows } from "./use-sheet";

/** The file columns in view. */
export function fileColumns(columns: readonly SheetColumn[]): SheetColumn[] {
  return columns.filter(({ field }) => field !== null && isFileField(field));
}

/** Names that cells of the column have; files of these names were waited for. */
export function namesIn(rows: Rows, key: string): ReadonlySet<string> {
  return new Set(rows.map((row) => cellText(row, key)).filter((name) => name !== ""));
}

/** The first row from which on the column is empty, from 0. */
export function firstFreeRow(rows: Rows, key: string): number {
  return rows.findLastIndex((row) => cellText(row, key) !== "") + 1;
}

/** Where a drop landed, told by the cell under the pointer. */
export function placeUnder(target: EventTarget | null): { key: string; index: number | null } | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;
  const inner =
    target instanceof Element ? target.querySelector<HTMLElement>(":scope > [data-column]") : null;
  const data = (cell ?? inner)?.dataset;
  if (data?.column === undefined) return null;
  return { key: data.column, index: data.row === undefined ? null : Number(data.row) };
}
