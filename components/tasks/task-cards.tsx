"use client";

import type { Row } from "@tanstack/react-table";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { CARD_HEIGHT } from "@/components/tasks/card-height";
import { SelectCell, SelectHead, TaskLink } from "@/components/tasks/cells";
import type { features } from "@/components/tasks/columns";
import { Flash } from "@/components/tasks/flash";
import { SortHead } from "@/components/tasks/heads";
import { ResultThumb } from "@/components/tasks/result-thumb";
import { MoreMenu, RowActions } from "@/components/tasks/row-actions";
import { isSameRow, type RowLook } from "@/components/tasks/same-row";
import { StatusBadge } from "@/components/tasks/status-badge";
import { Aside } from "@/components/tasks/status-cell";
import type { TaskRowsTable } from "@/components/tasks/use-row-table";
import { RelativeTime } from "@/components/time";
import { shortId } from "@/lib/short-id";
import type { ShownRow } from "@/lib/task-list-view";
import { cn } from "@/lib/utils";

/** The rows where there is no room for a table: the same content, the same actions, made for fingers. */
export function TaskCards({ table, label }: { table: TaskRowsTable; label: string }) {
  return (
    <>
      <CardsHead table={table} />
      <ul aria-label={label} className="divide-y">
        {table.getRowModel().rows.map((row) => (
          <TaskCard key={row.id} row={row} shown={row.original} isSelected={row.getIsSelected()} />
        ))}
      </ul>
    </>
  );
}

/** What the table's head does: select the page, and turn the order round. */
function CardsHead({ table }: { table: TaskRowsTable }) {
  const t = useTranslations("list");
  return (
    <div className="flex h-11 items-center gap-1 border-b px-1 pr-3 text-muted-foreground text-xs">
      <span className="flex size-10 shrink-0 items-center justify-center">
        <SelectHead table={table} className="size-5 after:-inset-3" />
      </span>
      <span aria-hidden>{t("selectPage")}</span>
      <span className="ml-auto">
        <SortHead column="created" field="createdAt" />
      </span>
    </div>
  );
}

interface TaskCardProps extends RowLook {
  readonly row: Row<typeof features, ShownRow>;
}

const TaskCard = memo(function TaskCard({ row, shown, isSelected }: TaskCardProps) {
  const { task, gone } = shown;
  return (
    <li
      tabIndex={-1}
      data-task-id={task.id}
      data-state={isSelected ? "selected" : undefined}
      className={cn(
        "focus-ring-inset flex gap-1 px-1 pt-2.5 pb-1 data-[state=selected]:bg-selected",
        CARD_HEIGHT,
        gone !== null && "opacity-50",
      )}
    >
      <span className="flex size-10 shrink-0 items-center justify-center">
        <SelectCell row={row} className="size-5 after:-inset-3" />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1 pr-2">
        <div className="flex min-w-0 items-start gap-2.5">
          <ResultThumb task={task} className="size-10" />
          <div className="flex min-w-0 flex-1 flex-col leading-5">
            <TaskLink task={task} className="text-[15px]" />
            <span className="truncate text-muted-foreground text-xs">
              {task.description === null || task.description === "" ? (
                <span className="font-mono">{shortId(task.id)}</span>
              ) : (
                task.description
              )}
            </span>
          </div>
          <Flash value={task.status}>
            <StatusBadge status={task.status} />
          </Flash>
        </div>
        <div className="flex h-6 min-w-0 items-center gap-2 text-sm">
          <Aside row={shown} />
        </div>
        <div className="flex items-center gap-2">
          <RelativeTime value={task.createdAt} className="text-muted-foreground text-xs" />
          <span className="ml-auto flex items-center">
            <RowActions row={shown} />
            <MoreMenu task={task} />
          </span>
        </div>
      </div>
    </li>
  );
}, isSameRow);
