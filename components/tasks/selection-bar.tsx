"use client";

import { useTaskActions } from "@/components/tasks/task-actions";
import type { useSelection } from "@/components/tasks/use-selection";
import { Late } from "@/components/ui/late";
import { later } from "@/components/ui/later";
import type { ActionTarget } from "@/lib/action-target";
import { everyMatchStatuses } from "@/lib/batch-selection";
import type { StatusCounts, TaskFilter } from "@/lib/task-schemas";

const batchBar = later(() => import("./batch-bar").then(({ BatchBar }) => BatchBar));

interface SelectionBarProps {
  readonly selection: ReturnType<typeof useSelection>;
  readonly filter: TaskFilter;
  /** How many match the filter; null where only the server could count. */
  readonly total: number | null;
  readonly counts: StatusCounts | undefined;
  /** Do more tasks match than are on this page? */
  readonly more: boolean;
}

/** Shows the batch bar while something is selected, and turns its buttons into requests. */
export function SelectionBar({ selection, filter, total, counts, more }: SelectionBarProps) {
  const { request, doing, doingFilter } = useTaskActions();
  const { tasks, everything, elsewhere, wholePage, clear, selectEverything } = selection;
  if (tasks.length === 0) return null;
  const statuses = everything
    ? everyMatchStatuses(filter, counts)
    : new Set(tasks.map((task) => task.status));
  const target: ActionTarget = everything
    ? { kind: "filter", filter, count: total }
    : { kind: "tasks", tasks };
  return (
    <Late
      part={batchBar}
      when
      props={{
        target,
        count: everything ? total : tasks.length,
        elsewhere: everything ? 0 : elsewhere,
        statuses,
        everything,
        selectAll: wholePage && more && !everything ? { count: total, onSelect: selectEverything } : null,
        busy: doingFilter !== null || tasks.some((task) => doing.has(task.id)),
        onAction: (action) => request(action, target, clear),
        onClear: clear,
      }}
    />
  );
}
