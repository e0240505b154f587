/** Tables from files and the clipboard: which of their columns is which of the sheet's, and the rows they make. */
import type { SheetColumn } from "./columns";
import { EMPTY_ROW, isEmptyRow, type SheetRow, withCell } from "./rows";

export type Table = readonly (readonly string[])[];

export interface TableReading {
  /** Does the first row name the columns? */
  readonly hasHeader: boolean;
  /** The sheet's column key for each column of the table; null = left out. */
  readonly keys: readonly (string | null)[];
  /** Names in the header that no column has. */
  readonly unknown: readonly string[];
}

function plain(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s*]+/g, " ")
    .replace(/ ?[·.:/] ?/g, ".")
    .trim();
}

function widthOf(table: Table): number {
  return table.reduce((width, row) => Math.max(width, row.length), 0);
}

/** Columns by the names in the first row; each of the sheet's columns is taken once. */
function keysByName(names: readonly string[], columns: readonly SheetColumn[]): (string | null)[] {
  const free = new Map<string, string>();
  // Labels first: an alias of one column may be the label of another.
  for (const { label, key } of columns) if (!free.has(plain(label))) free.set(plain(label), key);
  for (const { aliases, key } of columns)
    for (const alias of aliases) if (alias !== "" && !free.has(plain(alias))) free.set(plain(alias), key);
  const taken = new Set<string>();
  return names.map((name) => {
    const key = free.get(plain(name));
    if (key === undefined || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
}

/** Columns by place, as the sheet shows them. */
function keysByPlace(width: number, shown: readonly SheetColumn[]): (string | null)[] {
  return Array.from({ length: width }, (_, index) => shown[index]?.key ?? null);
}

/**
 * How the table is best understood: a first row that names at least one column is a header, else columns go by place.
 * @param columns all the sheet can have, by which names are known
 * @param shown those in view, by which places are known
 */
export function readTable(
  table: Table,
  columns: readonly SheetColumn[],
  shown: readonly SheetColumn[],
): TableReading {
  const names = table[0] ?? [];
  const width = widthOf(table);
  const byName = keysByName(names, columns);
  const hasHeader = byName.some((key) => key !== null);
  if (!hasHeader) return { hasHeader, keys: keysByPlace(width, shown), unknown: [] };
  const unknown = names.filter((name, index) => byName[index] === null && name.trim() !== "");
  const keys = Array.from({ length: width }, (_, index) => byName[index] ?? null);
  return { hasHeader, keys, unknown };
}

/** Rows of the table; rows without anything are skipped. */
export function rowsOfTable(table: Table, { hasHeader, keys }: TableReading): SheetRow[] {
  return (hasHeader ? table.slice(1) : table)
    .map((cells) =>
      keys.reduce<SheetRow>(
        (row, key, index) => (key === null ? row : withCell(row, key, (cells[index] ?? "").trim())),
        EMPTY_ROW,
      ),
    )
    .filter((row) => !isEmptyRow(row));
}
