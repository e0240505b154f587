"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import type { Dispatch, Ref, SetStateAction } from "react";
import { columns, features } from "@/components/tasks/columns";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ShownRow } from "@/lib/task-list-view";
import { cn } from "@/lib/utils";

interface TaskTableProps {
  readonly rows: ShownRow[];
  readonly selection: RowSelectionState;
  readonly onSelectionChange: Dispatch<SetStateAction<RowSelectionState>>;
  readonly label: string;
  readonly ref?: Ref<HTMLTableElement>;
}

/** Rows keep one height in every state, so that nothing below them jumps. */
export const ROW_HEIGHT = "h-15 md:h-11";

export function TaskTable({ rows, selection, onSelectionChange, label, ref }: TaskTableProps) {
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.task.id,
    enableRowSelection: (row) => row.original.gone !== "deleted",
    // Shift + click selects up to here.
    isRowRangeSelectionEvent: (event) =>
      typeof event === "object" && event !== null && "shiftKey" in event && event.shiftKey === true,
    state: { rowSelection: selection },
    onRowSelectionChange: onSelectionChange,
  });
  return (
    <Table ref={ref} aria-label={label} className="table-fixed">
      <TableHeader>
        {table.getHeaderGroups().map((group) => (
          <TableRow key={group.id} className="border-b">
            {group.headers.map((header) => (
              <TableHead key={header.id} scope="col" className={header.column.columnDef.meta?.className}>
                <table.FlexRender header={header} />
              </TableHead>
            ))}
          </TableRow>
        ))}
      </TableHeader>
      <TableBody>
        {table.getRowModel().rows.map((row) => (
          <TableRow
            key={row.id}
            tabIndex={-1}
            data-task-id={row.id}
            data-state={row.getIsSelected() ? "selected" : undefined}
            className={cn(
              "focus-ring-inset not-data-[state=selected]:hover:bg-foreground/3",
              ROW_HEIGHT,
              row.original.gone !== null && "opacity-50",
            )}
          >
            {row.getAllCells().map((cell) => (
              <TableCell key={cell.id} className={cn("py-0", cell.column.columnDef.meta?.className)}>
                <table.FlexRender cell={cell} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
