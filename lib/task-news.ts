/** What happened to tasks, as a sentence could tell it: how many ended, and how. */
import type { TaskView } from "./task-schemas";
import { isFinalized, type TaskStatus } from "./task-status";

export interface TaskNews {
  readonly finished: number;
  readonly failed: number;
}

export const NO_NEWS: TaskNews = { finished: 0, failed: 0 };

/** A task nobody here has seen before counts when it ended this shortly before it was told of. */
const JUST_MS = 10_000;

function hasJustEnded({ completedAt, updatedAt }: TaskView): boolean {
  return completedAt !== null && Date.parse(updatedAt) - Date.parse(completedAt) < JUST_MS;
}

/**
 * Adds the ends among the changed tasks. Later news of a task that has ended (its results were copied) is none.
 * @param known the last status heard of each task; updated
 */
export function addNews(
  news: TaskNews,
  known: Map<string, TaskStatus>,
  changed: readonly TaskView[],
): TaskNews {
  let { finished, failed } = news;
  for (const task of changed) {
    const before = known.get(task.id);
    known.set(task.id, task.status);
    if (before === undefined ? !hasJustEnded(task) : isFinalized(before)) continue;
    if (task.status === "SUCCESS") finished += 1;
    if (task.status === "FAILED") failed += 1;
  }
  return { finished, failed };
}
