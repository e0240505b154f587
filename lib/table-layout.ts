/** How one browser wants the list laid out: which columns, how tall the rows. Kept in a cookie, so that the server's first paint is right. */

/** From left to right. The name, the checkbox and the actions are always there. */
export const TABLE_COLUMNS = [
  "id",
  "nodes",
  "status",
  "created",
  "finished",
  "duration",
  "cost",
  "account",
  "batch",
  "remoteId",
  "note",
  "details",
] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

export interface TableLayout {
  readonly density: Density;
  readonly columns: readonly TableColumn[];
}

/** PRD 5.1. */
export const DEFAULT_LAYOUT: TableLayout = {
  density: "comfortable",
  columns: ["id", "nodes", "status", "created", "details"],
};

export const LAYOUT_COOKIE = "taskTable";

function isDensity(value: string | undefined): value is Density {
  return (DENSITIES as readonly (string | undefined)[]).includes(value); // widened for the look-up
}

/** The cookie's value, for example `compact.id-status-created`: no character of it needs encoding. */
export function layoutText({ density, columns }: TableLayout): string {
  return `${density}.${columns.join("-")}`;
}

/** Reads the cookie; a browser may send anything, and what is unknown is left out. */
export function readLayout(text: string | undefined): TableLayout {
  const [density, columns] = text?.split(".") ?? [];
  if (!isDensity(density) || columns === undefined) return DEFAULT_LAYOUT;
  const asked = columns.split("-");
  return { density, columns: TABLE_COLUMNS.filter((column) => asked.includes(column)) };
}

/** Shows the column, or hides it; the order stays that of the table. */
export function toggleColumn(layout: TableLayout, column: TableColumn): TableLayout {
  const shown = layout.columns.includes(column);
  const wanted = shown ? layout.columns.filter((other) => other !== column) : [...layout.columns, column];
  return { ...layout, columns: TABLE_COLUMNS.filter((known) => wanted.includes(known)) };
}
