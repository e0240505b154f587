"use client";

import { createColumnHelper, rowSelectionFeature, tableFeatures } from "@tanstack/react-table";
import { ShortId } from "@/components/short-id";
import {
  CreatedHead,
  NodeCountCell,
  SelectCell,
  SelectHead,
  Words,
  WorkflowCell,
} from "@/components/tasks/cells";
import { DetailsCell, RowActions } from "@/components/tasks/row-actions";
import { StatusCell } from "@/components/tasks/status-cell";
import { RelativeTime } from "@/components/time";
import type { ShownRow } from "@/lib/task-list-view";

interface Layout {
  /** Width and, on a phone, whether the column is there at all. */
  readonly className: string;
}

export const features = tableFeatures({ rowSelectionFeature, columnMeta: {} as Layout }); // a slot for the type alone
const helper = createColumnHelper<typeof features, ShownRow>();

const WIDE_ONLY = "max-md:hidden";

/** PRD 5.1, from left to right. */
export const columns = helper.columns([
  helper.display({
    id: "select",
    header: ({ table }) => <SelectHead table={table} />,
    cell: ({ row }) => <SelectCell row={row} />,
    meta: { className: "w-11 pr-0 pl-3 md:pl-4" },
  }),
  helper.accessor((row) => row.task.workflowName, {
    id: "workflow",
    header: () => <Words column="workflow" />,
    cell: ({ row }) => <WorkflowCell task={row.original.task} />,
    meta: { className: "" },
  }),
  helper.accessor((row) => row.task.id, {
    id: "id",
    header: () => <Words column="id" />,
    cell: ({ getValue }) => <ShortId id={getValue()} />,
    meta: { className: `w-30 ${WIDE_ONLY}` },
  }),
  helper.accessor((row) => row.task.nodeCount, {
    id: "nodes",
    header: () => <Words column="nodes" />,
    cell: ({ getValue }) => <NodeCountCell count={getValue()} />,
    meta: { className: `w-18 text-right max-lg:hidden` },
  }),
  helper.accessor((row) => row.task.status, {
    id: "status",
    header: () => <Words column="status" />,
    cell: ({ row }) => <StatusCell row={row.original} />,
    meta: { className: "w-24 md:w-52 xl:w-68" },
  }),
  helper.accessor((row) => row.task.createdAt, {
    id: "created",
    header: () => <CreatedHead />,
    cell: ({ getValue }) => <RelativeTime value={getValue()} className="text-muted-foreground" />,
    meta: { className: `w-26 ${WIDE_ONLY}` },
  }),
  helper.display({
    id: "details",
    header: () => <Words column="details" />,
    cell: ({ row }) => <DetailsCell task={row.original.task} />,
    meta: { className: `w-24 ${WIDE_ONLY}` },
  }),
  helper.display({
    id: "actions",
    header: () => <Words column="actions" />,
    cell: ({ row }) => <RowActions row={row.original} />,
    meta: { className: "w-20 max-md:pl-0 max-md:text-right md:w-40" },
  }),
]);
