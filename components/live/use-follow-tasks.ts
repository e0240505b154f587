"use client";

import { useTaskChanges } from "@/components/live/live-tasks";
import { useSoon } from "@/components/live/use-soon";
import type { TaskChanges } from "@/lib/task-schemas";
import { isFinalized } from "@/lib/task-status";

const AT_MOST_EVERY_MS = 1_500;

/** Asks again soon after tasks changed, and not more often than every second or so however many change. */
export function useFollowTasks(ask: () => void): void {
  useTaskChanges(useSoon(ask, AT_MOST_EVERY_MS));
}

/** Whether news may be of tasks that have ended or are gone; progress and starts are not. */
export function tellsOfEnds({ tasks, deletedIds, reset }: TaskChanges): boolean {
  return reset || deletedIds.length > 0 || tasks.some(({ status }) => isFinalized(status));
}

/** As above, but only after tasks ended or went. */
export function useFollowEnds(ask: () => void, atMostEveryMs: number): void {
  const askSoon = useSoon(ask, atMostEveryMs);
  useTaskChanges((changes) => {
    if (tellsOfEnds(changes)) askSoon();
  });
}
