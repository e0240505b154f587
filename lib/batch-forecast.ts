import type { Lane } from "./queue-schemas";
import type { StatusCounts } from "./task-schemas";

/**
 * Seconds until what waits or runs of a batch is done, going by recent runs and as if nothing else were ahead of it;
 * null when nothing is under way, nothing moves, or nothing has run yet.
 */
export function secondsLeft(counts: StatusCounts, lane: Lane): number | null {
  const left = counts.PENDING + counts.QUEUED + counts.RUNNING;
  const slots = lane.accounts
    .filter(({ paused }) => paused === null)
    .reduce((sum, account) => sum + account.slots.length, 0);
  if (left === 0 || slots === 0 || lane.queuePaused || lane.typicalSeconds === null) return null;
  return Math.ceil(left / slots) * lane.typicalSeconds;
}
