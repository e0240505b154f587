import type { BatchReport, TaskFilter, TaskView } from "./task-schemas";

/** What an action is asked for: tasks on screen, ids of an earlier report, or everything that matches a filter. */
export type ActionTarget =
  | { readonly kind: "tasks"; readonly tasks: readonly TaskView[] }
  | { readonly kind: "ids"; readonly ids: readonly string[] }
  /** `count` is null where only the server can count. */
  | {
      readonly kind: "filter";
      readonly filter: TaskFilter;
      readonly count: number | null;
      /** Set when the filter is a batch: what the person knows it as. */
      readonly batchName?: string;
    };

export function onTasks(...tasks: TaskView[]): ActionTarget {
  return { kind: "tasks", tasks };
}

/** Two reports of one request, sent in parts, as one. */
export function joinReports(a: BatchReport, b: BatchReport): BatchReport {
  return {
    requested: a.requested + b.requested,
    succeeded: [...a.succeeded, ...b.succeeded],
    failed: [...a.failed, ...b.failed],
  };
}

export const EMPTY_REPORT: BatchReport = { requested: 0, succeeded: [], failed: [] };

/** The tasks as the report says they are now; their other fields follow with the next reading. */
export function withReportedStatus(tasks: readonly TaskView[], report: BatchReport): TaskView[] {
  const reported = new Map(report.succeeded.map(({ id, status }) => [id, status]));
  return tasks.flatMap((task) => {
    const status = reported.get(task.id);
    // The server's answers use the same list of statuses as its views.
    return status === undefined
      ? []
      : [{ ...task, status: status as TaskView["status"], statusReason: null }];
  });
}
