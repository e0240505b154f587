/** What an action on tasks that are there would spend: how it is asked. */
import type { ActionTarget } from "./action-target";
import type { ExpectSpending } from "./expected-spending";
import { MAX_BULK_TASKS, MAX_SPENDING_GROUPS } from "./task-limits";
import type { TaskView } from "./task-schemas";

/**
 * A filter as it is. Chosen tasks by how many there are of each workflow: the names of a thousand fit in no address.
 * @returns null where it cannot be asked
 */
export function expectedOf(target: ActionTarget): ExpectSpending | null {
  if (target.kind === "filter") return { filter: target.filter };
  if (target.kind === "failed" || target.tasks.length === 0) return null;
  const groups = new Map<string, { workflowId: string; kind: TaskView["kind"]; count: number }>();
  for (const { workflowId, kind } of target.tasks) {
    const key = `${kind} ${workflowId}`;
    groups.set(key, { workflowId, kind, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  const tasks = [...groups.values()];
  if (tasks.length > MAX_SPENDING_GROUPS || tasks.some(({ count }) => count > MAX_BULK_TASKS)) return null;
  const [batchId = null, ...others] = new Set(target.tasks.map((task) => task.batchId));
  return { tasks, batchId: others.length === 0 ? batchId : null };
}
