import { filterOf, type ListAddress } from "@/lib/list-address";
import type { ListTasks, TaskFilter, TaskSort } from "@/lib/task-schemas";

const PAGE_SIZE = 50;

interface Page {
  readonly sort: TaskSort;
  readonly cursor: string | null;
}

/** What the list asks the server for. */
export function listQuestion(filter: TaskFilter, { sort, cursor }: Page): ListTasks {
  return { ...filter, sort, limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
}

/** The same, known to the server before the page is; null where the day in the person's zone decides. */
export function listQuestionAhead(address: ListAddress & Page): ListTasks | null {
  if (address.from !== null || address.to !== null) return null;
  return listQuestion(filterOf(address, ""), address);
}
