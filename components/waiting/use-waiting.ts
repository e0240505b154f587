"use client";

import { useLane } from "@/components/lane/use-lane";
import { useHydrated } from "@/components/use-hydrated";
import type { TaskView, Waiting } from "@/lib/task-schemas";
import { whyWaiting } from "@/lib/why-waiting";

/** Why the task does not run yet, current with the lane; null unless it is PENDING. */
export function useWaiting(task: TaskView): Waiting | null {
  const { data: lane } = useLane();
  const hydrated = useHydrated();
  // The server rendered what it knew; the lane may be here before this part of the page wakes up.
  return lane === undefined || !hydrated ? task.waiting : whyWaiting(task, lane);
}
