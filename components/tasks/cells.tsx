"use client";

import type { Row, Table } from "@tanstack/react-table";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { features } from "@/components/tasks/columns";
import { Flash } from "@/components/tasks/flash";
import { ResultThumb } from "@/components/tasks/result-thumb";
import { Checkbox } from "@/components/ui/checkbox";
import { Hint } from "@/components/ui/tooltip";
import { shortId } from "@/lib/short-id";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";

type Features = typeof features;

export function SelectHead({ table, className }: { table: Table<Features, ShownRow>; className?: string }) {
  const t = useTranslations("tasks");
  const all = table.getIsAllRowsSelected();
  return (
    <>
      <span className="sr-only">{t("columns.select")}</span>
      <Checkbox
        data-select-page
        aria-label={t("selectPage")}
        checked={all || (table.getIsSomeRowsSelected() ? "indeterminate" : false)}
        onCheckedChange={() => table.toggleAllRowsSelected(!all)}
        className={cn("align-middle", className)}
      />
    </>
  );
}

export function SelectCell({ row, className }: { row: Row<Features, ShownRow>; className?: string }) {
  const t = useTranslations("tasks");
  const { task, gone } = row.original;
  return (
    <Checkbox
      aria-label={t("selectTask", { name: task.workflowName, id: shortId(task.id) })}
      checked={row.getIsSelected()}
      disabled={gone === "deleted"}
      onClick={({ shiftKey }) => {
        // The table reads an input's event: the new state, and Shift for a range. A range ends at the row of today.
        const toggle = row.table.getRow(row.id).getToggleSelectedHandler();
        toggle({ target: { checked: !row.getIsSelected() }, shiftKey });
      }}
      className={cn("align-middle", className)}
    />
  );
}

/** The task's name, which leads to its page. */
export function TaskLink({ task, className }: { task: TaskView; className?: string }) {
  return (
    <Link
      href={`/tasks/${task.id}`}
      data-open
      title={task.workflowName}
      className={cn("focus-ring min-w-0 truncate rounded-sm font-medium hover:underline", className)}
    >
      {task.workflowName}
    </Link>
  );
}

export function WorkflowCell({ task }: { task: TaskView }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Flash value={task.outputs.length} className="shrink-0">
        <ResultThumb task={task} className="size-8 in-data-[density=compact]:size-7" />
      </Flash>
      <div className="flex min-w-0 items-baseline gap-2">
        <TaskLink task={task} />
        {task.description !== null && task.description !== "" && (
          <span
            title={task.description}
            // The name gives way last: by less than browsers measure, or it would be cut for a fraction of a pixel.
            className="min-w-0 shrink-9999 truncate text-muted-foreground text-xs in-data-note:hidden"
          >
            {task.description}
          </span>
        )}
      </div>
    </div>
  );
}

export function NodeCountCell({ count }: { count: number }) {
  const t = useTranslations("tasks");
  const format = useFormatter();
  return (
    <Hint text={t("nodesHint", { count })}>
      <span>{format.number(count)}</span>
    </Hint>
  );
}
