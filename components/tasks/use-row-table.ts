"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import { type Dispatch, type SetStateAction, useMemo } from "react";
import { columns, features } from "@/components/tasks/columns";
import { TABLE_COLUMNS, type TableLayout } from "@/lib/table-layout";
import type { ShownRow } from "@/lib/task-list-view";

interface RowTableOptions {
  readonly rows: ShownRow[];
  readonly selection: RowSelectionState;
  readonly onSelectionChange: Dispatch<SetStateAction<RowSelectionState>>;
  readonly layout: TableLayout;
}

/** The rows with their columns and their selection; drawn as a table or, where it is narrow, as cards. */
export function useRowTable({ rows, selection, onSelectionChange, layout }: RowTableOptions) {
  const columnVisibility = useMemo(
    () => Object.fromEntries(TABLE_COLUMNS.map((column) => [column, layout.columns.includes(column)])),
    [layout.columns],
  );
  return useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.task.id,
    enableRowSelection: (row) => row.original.gone !== "deleted",
    // Shift + click selects up to here.
    isRowRangeSelectionEvent: (event) =>
      typeof event === "object" && event !== null && "shiftKey" in event && event.shiftKey === true,
    state: { rowSelection: selection, columnVisibility },
    onRowSelectionChange: onSelectionChange,
  });
}

export type TaskRowsTable = ReturnType<typeof useRowTable>;
