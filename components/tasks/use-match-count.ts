"use client";

import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { trpc } from "@/components/trpc";
import type { TaskFilter } from "@/lib/task-schemas";

/**
 * How many tasks match; null while that is not known, or when they are more than are counted.
 * @param known the number, where the page has it already @param enabled whether anybody wants to know
 */
export function useMatchCount(filter: TaskFilter, known: number | null, enabled: boolean): number | null {
  const utils = trpc.useUtils();
  const asks = enabled && known === null;
  useFollowTasks(() => {
    if (asks) void utils.tasks.countMatching.invalidate(filter);
  });
  const { data } = trpc.tasks.countMatching.useQuery(filter, { enabled: asks });
  return known ?? (data === undefined || data.capped ? null : data.count);
}
