/** Where the arrow keys lead in a matrix that has holes. Pure. */

export interface Cell {
  readonly row: number;
  readonly column: string;
}

export type Direction = "left" | "right" | "up" | "down";

/** The cells that have something to show, row by row; `columns` in their order from left to right. */
export interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly row: number; readonly filled: ReadonlySet<string> }[];
}

/** All filled cells in reading order. */
export function cellsOf({ columns, rows }: Grid): Cell[] {
  return rows.flatMap(({ row, filled }) =>
    columns.filter((column) => filled.has(column)).map((column) => ({ row, column })),
  );
}

export function sameCell(a: Cell, b: Cell): boolean {
  return a.row === b.row && a.column === b.column;
}

/**
 * Left and right go through all cells in reading order. Up and down go to the next row with a result, in the same
 * column or the nearest one. Null where that way ends.
 */
export function move(grid: Grid, from: Cell, direction: Direction): Cell | null {
  const cells = cellsOf(grid);
  const at = cells.findIndex((cell) => sameCell(cell, from));
  if (direction === "left") return cells[at - 1] ?? null;
  if (direction === "right") return at < 0 ? null : (cells[at + 1] ?? null);
  const rows = grid.rows.filter(({ filled }) => filled.size > 0);
  const rowAt = rows.findIndex(({ row }) => row === from.row);
  const target = rowAt < 0 ? undefined : rows[rowAt + (direction === "down" ? 1 : -1)];
  if (target === undefined) return null;
  const wanted = grid.columns.indexOf(from.column);
  const distance = (column: string) => Math.abs(grid.columns.indexOf(column) - wanted);
  const [nearest] = grid.columns
    .filter((column) => target.filled.has(column))
    .sort((a, b) => distance(a) - distance(b));
  return nearest === undefined ? null : { row: target.row, column: nearest };
}
