"use client";

import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { cn } from "@/lib/utils";

export type FigureValue = string | number | null;

/** A column: what people read, and the exact figure for copies. */
export interface FigureColumn<Row> {
  readonly name: string;
  readonly value: (row: Row) => FigureValue;
  readonly text: (row: Row) => string;
  /** Words stand left, figures right. */
  readonly isWords?: boolean;
}

export interface Figures<Row> {
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** Exact numbers; scrolls inside its card when the page is narrow. */
export function FigureTable<Row>({ columns, rows, keyOf, label }: Figures<Row> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section aria-label={label} tabIndex={0} className="focus-ring-inset max-h-96 overflow-auto">
      <Table className="[&_:is(th,td):first-child]:pl-4 [&_:is(th,td):last-child]:pr-4">
        <TableHeader>
          <TableRow>
            {columns.map(({ name, isWords }) => (
              <TableHead
                key={name}
                scope="col"
                className={cn("sticky top-0 bg-card", !isWords && "text-right")}
              >
                {name}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={keyOf(row)}>
              {columns.map(({ name, text, isWords }) => (
                <TableCell
                  key={name}
                  className={cn(isWords ? "min-w-32 max-w-64 truncate" : "whitespace-nowrap text-right")}
                  title={isWords ? text(row) : undefined}
                >
                  {text(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

/** The table as rows of exact figures, with its head. */
export function figureRows<Row>({ columns, rows }: Figures<Row>): FigureValue[][] {
  return [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ value }) => value(row)))];
}
