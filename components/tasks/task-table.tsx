"use client";

import type { Header, Row } from "@tanstack/react-table";
import { type CSSProperties, memo } from "react";
import type { features } from "@/components/tasks/columns";
import { isSameRow, type RowLook } from "@/components/tasks/same-row";
import { useSort } from "@/components/tasks/sort-context";
import type { TaskRowsTable } from "@/components/tasks/use-row-table";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Density } from "@/lib/table-layout";
import type { ShownRow } from "@/lib/task-list-view";
import { cn } from "@/lib/utils";

/** Rows keep one height in every state, so that nothing below them jumps. */
export const ROW_HEIGHT = "h-11 in-data-[density=compact]:h-9";

/** Only a table with many columns needs more width than there is, and scrolls by itself. */
export function TaskTable({
  table,
  label,
  density,
}: {
  table: TaskRowsTable;
  label: string;
  density: Density;
}) {
  const shown = table.getVisibleLeafColumns();
  const widthOf = (columns: typeof shown) =>
    `${columns.reduce((sum, { columnDef }) => sum + (columnDef.meta?.widthPx ?? 0), 0)}px`;
  // React's types know no variables of our own.
  const widths = {
    "--narrow": widthOf(shown.filter(({ columnDef }) => columnDef.meta?.givesWay !== true)),
    "--wide": widthOf(shown),
  } as CSSProperties;
  return (
    <div className="@container overflow-x-auto" data-density={density}>
      <Table
        aria-label={label}
        data-note={shown.some(({ id }) => id === "note") || undefined}
        className="min-w-(--narrow) table-fixed @min-[1000px]:min-w-(--wide)"
        style={widths}
      >
        <TableHeader>
          {table.getHeaderGroups().map((group) => (
            <TableRow key={group.id} className="border-b">
              {group.headers.map((header) => (
                <Head key={header.id} table={table} header={header} />
              ))}
            </TableRow>
          ))}
        </TableHeader>
        <TableBody>
          {table.getRowModel().rows.map((row) => (
            <TaskRow
              key={row.id}
              table={table}
              row={row}
              shown={row.original}
              isSelected={row.getIsSelected()}
              columns={shown.map(({ id }) => id).join(" ")}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Head({ table, header }: { table: TaskRowsTable; header: Header<typeof features, ShownRow> }) {
  const { sort } = useSort();
  const { className, sortField } = header.column.columnDef.meta ?? {};
  const order = sort === sortField ? "ascending" : sort === `-${sortField}` ? "descending" : "none";
  return (
    <TableHead scope="col" aria-sort={sortField === undefined ? undefined : order} className={className}>
      <table.FlexRender header={header} />
    </TableHead>
  );
}

interface TaskRowProps extends RowLook {
  readonly table: TaskRowsTable;
  readonly row: Row<typeof features, ShownRow>;
}

const TaskRow = memo(function TaskRow({ table, row, shown, isSelected }: TaskRowProps) {
  return (
    <TableRow
      tabIndex={-1}
      data-task-id={row.id}
      data-state={isSelected ? "selected" : undefined}
      className={cn(
        "focus-ring-inset not-data-[state=selected]:hover:bg-foreground/3",
        ROW_HEIGHT,
        shown.gone !== null && "opacity-50",
      )}
    >
      {row.getVisibleCells().map((cell) => {
        const { className, isRowHeader } = cell.column.columnDef.meta ?? {};
        return isRowHeader ? (
          <th key={cell.id} scope="row" className={cn("px-3 py-0 text-left font-normal", className)}>
            <table.FlexRender cell={cell} />
          </th>
        ) : (
          <TableCell key={cell.id} className={cn("py-0", className)}>
            <table.FlexRender cell={cell} />
          </TableCell>
        );
      })}
    </TableRow>
  );
}, isSameRow);
