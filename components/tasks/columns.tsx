"use client";

import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
} from "@tanstack/react-table";
import type { ComponentType, ReactNode } from "react";
import { ShortId } from "@/components/short-id";
import { NodeCountCell, SelectCell, SelectHead, WorkflowCell } from "@/components/tasks/cells";
import {
  AccountCell,
  BatchCell,
  CostCell,
  DurationCell,
  FinishedCell,
  NoteCell,
  RemoteIdCell,
} from "@/components/tasks/fact-cells";
import { SortHead, Words } from "@/components/tasks/heads";
import { DetailsCell, RowActions } from "@/components/tasks/row-actions";
import type { SortField } from "@/components/tasks/sort-context";
import { StatusCell } from "@/components/tasks/status-cell";
import { RelativeTime } from "@/components/time";
import type { TableColumn } from "@/lib/table-layout";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskView } from "@/lib/task-schemas";

interface Layout {
  /** Width and alignment; a column that gives way names how wide the table has to be for it. */
  readonly className: string;
  /** What the column adds to the width the table needs, px. */
  readonly widthPx: number;
  readonly givesWay?: boolean;
  readonly sortField?: SortField;
  /** Names its row to a screen reader. */
  readonly isRowHeader?: boolean;
}

export const features = tableFeatures({
  rowSelectionFeature,
  columnVisibilityFeature,
  columnMeta: {} as Layout, // a slot for the type alone
});
const helper = createColumnHelper<typeof features, ShownRow>();

/** A column that shows facts of the task and does nothing. */
function fact(id: TableColumn, widthPx: number, className: string, Cell: ComponentType<{ task: TaskView }>) {
  return helper.display({
    id,
    header: (): ReactNode => <Words column={id} />,
    cell: ({ row }) => <Cell task={row.original.task} />,
    meta: { className, widthPx, givesWay: className.includes("@max-") },
  });
}

/** PRD 5.1, from left to right, with what people may add before the details. lib/table-layout has the same order. */
export const columns = helper.columns([
  helper.display({
    id: "select",
    header: ({ table }) => <SelectHead table={table} />,
    cell: ({ row }) => <SelectCell row={row} />,
    meta: { className: "w-11 pr-0 pl-4", widthPx: 44 },
  }),
  helper.accessor((row) => row.task.workflowName, {
    id: "workflow",
    header: () => <Words column="workflow" />,
    cell: ({ row }) => <WorkflowCell task={row.original.task} />,
    meta: { className: "", widthPx: 160, isRowHeader: true },
  }),
  fact("id", 112, "w-28 @max-[800px]:hidden", ({ task }) => <ShortId id={task.id} />),
  fact("nodes", 92, "w-23 text-right @max-[1000px]:hidden", ({ task }) => (
    <NodeCountCell count={task.nodeCount} />
  )),
  helper.accessor((row) => row.task.status, {
    id: "status",
    header: () => <Words column="status" />,
    cell: ({ row }) => <StatusCell row={row.original} />,
    meta: { className: "w-54 @min-[1000px]:w-62 @min-[1400px]:w-90", widthPx: 216 },
  }),
  helper.accessor((row) => row.task.createdAt, {
    id: "created",
    header: () => <SortHead column="created" field="createdAt" />,
    cell: ({ getValue }) => <RelativeTime value={getValue()} className="text-muted-foreground" />,
    meta: {
      className: "w-24 @max-[700px]:hidden",
      widthPx: 96,
      givesWay: true,
      sortField: "createdAt",
    },
  }),
  helper.display({
    id: "finished",
    header: () => <SortHead column="finished" field="completedAt" />,
    cell: ({ row }) => <FinishedCell task={row.original.task} />,
    meta: { className: "w-26", widthPx: 104, sortField: "completedAt" },
  }),
  fact("duration", 80, "w-20 text-right", DurationCell),
  fact("cost", 120, "w-30", CostCell),
  fact("account", 120, "w-30", AccountCell),
  fact("batch", 140, "w-35", BatchCell),
  fact("remoteId", 124, "w-31", RemoteIdCell),
  fact("note", 200, "w-50", NoteCell),
  fact("details", 92, "w-23 @max-[1000px]:hidden", DetailsCell),
  helper.display({
    id: "actions",
    header: () => <Words column="actions" />,
    cell: ({ row }) => <RowActions row={row.original} />,
    meta: { className: "w-25 @min-[700px]:w-37 @min-[1000px]:w-41", widthPx: 120 },
  }),
]);
