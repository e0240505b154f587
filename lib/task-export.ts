import type { TaskFilter, TaskSort, TaskView } from "./task-schemas";

export const EXPORT_FORMATS = ["json", "csv", "ndjson"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A task with the names that a person knows its account and batch by. */
export interface ExportedTask {
  readonly task: TaskView;
  /** The account it runs on, is bound to, or ran on last; null before one was chosen. */
  readonly account: string | null;
  readonly batch: string | null;
}

/** Where the list, as it is filtered and sorted, can be downloaded. */
export function exportAddress(filter: TaskFilter, sort: TaskSort, format: ExportFormat): string {
  const query = new URLSearchParams({ format, sort });
  for (const [name, wish] of Object.entries(filter)) if (wish !== undefined) query.set(name, String(wish));
  return `/api/tasks/export?${query}`;
}
