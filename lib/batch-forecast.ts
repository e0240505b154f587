import type { ExpectedSpending } from "./expected-spending";
import type { Lane } from "./queue-schemas";
import type { StatusCounts } from "./task-schemas";

/** Runs that go at once: the slots of the accounts that are not paused. */
export function movingSlots(lane: Pick<Lane, "accounts">): number {
  return lane.accounts
    .filter(({ paused }) => paused === null)
    .reduce((sum, account) => sum + account.slots.length, 0);
}

/**
 * Seconds until what waits or runs of a batch is done, going by recent runs and as if nothing else were ahead of it;
 * null when nothing is under way, nothing moves, or nothing has run yet.
 */
export function secondsLeft(counts: StatusCounts, lane: Lane): number | null {
  const left = counts.PENDING + counts.QUEUED + counts.RUNNING;
  const slots = movingSlots(lane);
  if (left === 0 || slots === 0 || lane.queuePaused || lane.typicalSeconds === null) return null;
  return Math.ceil(left / slots) * lane.typicalSeconds;
}

/** Seconds that expected runs take in so many slots, full ones: the last may be alone. Null where nobody can say. */
export function secondsInSlots(
  { count, runSeconds }: Pick<ExpectedSpending, "count" | "runSeconds">,
  slots: number,
): number | null {
  if (runSeconds === null || count === 0) return null;
  return (runSeconds / count) * Math.ceil(count / Math.max(slots, 1));
}
