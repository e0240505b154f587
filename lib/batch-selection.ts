import type { StatusCounts, TaskFilter } from "./task-schemas";
import { TASK_STATUSES, type TaskStatus } from "./task-status";

/**
 * The statuses that may be among all tasks matching a filter. Rather one too many than one too few: each can only take
 * an action away from the batch bar.
 */
export function everyMatchStatuses(filter: TaskFilter, counts: StatusCounts | undefined): Set<TaskStatus> {
  const asked = filter.status ?? TASK_STATUSES;
  const present = asked.filter((status) => counts === undefined || counts[status] > 0);
  return new Set(present.length > 0 ? present : asked);
}
