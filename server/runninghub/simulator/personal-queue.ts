import type { Task } from "./model";
import { endOf } from "./timeline";

/**
 * Starts waiting tasks of a dedicated key, first come first served, at the very moment a machine became free
 * (which may lie in the past when nobody looked). Returns the tasks it started.
 */
export function promotePersonalQueue(tasks: Task[], machines: number, now: number): Task[] {
  const started: Task[] = [];
  const waiting = tasks.filter(
    (task) => task.inPersonalQueue && task.runsAt === null && task.cancelledAt === null,
  );
  for (const task of waiting) {
    const busyUntil = tasks
      .filter((other) => other.runsAt !== null)
      .map((other) => endOf(other) ?? Number.POSITIVE_INFINITY)
      .sort((a, b) => b - a);
    const freeAt = machines <= 0 ? Number.POSITIVE_INFINITY : (busyUntil[machines - 1] ?? 0);
    const startsAt = Math.max(task.createdAt + task.createMs, freeAt);
    if (startsAt > now) break;
    task.runsAt = startsAt;
    started.push(task);
  }
  return started;
}
