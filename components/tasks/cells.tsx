"use client";

import type { Row, Table } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { features } from "@/components/tasks/columns";
import { useSort } from "@/components/tasks/sort-context";
import { RelativeTime } from "@/components/time";
import { Checkbox } from "@/components/ui/checkbox";
import { Hint } from "@/components/ui/tooltip";
import { useWaiting } from "@/components/waiting/use-waiting";
import { WaitingCause } from "@/components/waiting/waiting-cause";
import { shortId } from "@/lib/short-id";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskView } from "@/lib/task-schemas";

type Features = typeof features;

export function Words({
  column,
}: {
  column: "workflow" | "id" | "nodes" | "status" | "details" | "actions";
}) {
  const t = useTranslations("tasks.columns");
  return t(column);
}

export function SelectHead({ table }: { table: Table<Features, ShownRow> }) {
  const t = useTranslations("tasks");
  const all = table.getIsAllRowsSelected();
  return (
    <>
      <span className="sr-only">{t("columns.select")}</span>
      <Checkbox
        aria-label={t("selectPage")}
        checked={all || (table.getIsSomeRowsSelected() ? "indeterminate" : false)}
        onCheckedChange={() => table.toggleAllRowsSelected(!all)}
        className="align-middle"
      />
    </>
  );
}

export function SelectCell({ row }: { row: Row<Features, ShownRow> }) {
  const t = useTranslations("tasks");
  const { task, gone } = row.original;
  const toggle = row.getToggleSelectedHandler();
  return (
    <Checkbox
      aria-label={t("selectTask", { name: task.workflowName, id: shortId(task.id) })}
      checked={row.getIsSelected()}
      disabled={gone === "deleted"}
      // The table reads an input's event: the new state, and Shift for a range.
      onClick={(event) => toggle({ target: { checked: !row.getIsSelected() }, shiftKey: event.shiftKey })}
      className="align-middle"
    />
  );
}

export function WorkflowCell({ task }: { task: TaskView }) {
  return (
    <div className="min-w-0">
      <div className="flex min-w-0 items-baseline gap-2">
        <Link
          href={`/tasks/${task.id}`}
          title={task.workflowName}
          className="focus-ring min-w-0 truncate rounded-sm font-medium hover:underline"
        >
          {task.workflowName}
        </Link>
        {task.description !== null && task.description !== "" && (
          <span
            title={task.description}
            className="min-w-0 shrink-99 truncate text-muted-foreground text-xs max-md:hidden"
          >
            {task.description}
          </span>
        )}
      </div>
      <div className="truncate text-muted-foreground text-xs md:hidden">
        <PhoneLine task={task} />
      </div>
    </div>
  );
}

/** What a phone has no columns for: why a task waits, else its age and id. */
function PhoneLine({ task }: { task: TaskView }) {
  const waiting = useWaiting(task);
  if (waiting !== null && waiting.code !== "ACCOUNT_FULL")
    return <WaitingCause task={task} waiting={waiting} />;
  return (
    <>
      <RelativeTime value={task.createdAt} /> · <span className="font-mono">{shortId(task.id)}</span>
    </>
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

export function CreatedHead() {
  const t = useTranslations("tasks");
  const { sort, toggleSort } = useSort();
  const newestFirst = sort === "-createdAt";
  const Arrow = newestFirst ? ArrowDown : ArrowUp;
  return (
    <Hint text={t(newestFirst ? "sortNewest" : "sortOldest")}>
      <button
        type="button"
        onClick={toggleSort}
        className="focus-ring -mx-1 inline-flex items-center gap-1 rounded-sm px-1 font-medium hover:text-foreground"
      >
        {t("columns.created")}
        <Arrow aria-hidden className="size-3.5" />
      </button>
    </Hint>
  );
}
