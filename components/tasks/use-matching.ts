"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { trpc } from "@/components/trpc";
import type { MatchCount, TaskFilter } from "@/lib/task-schemas";

/** How many tasks match, kept current; undefined until the server has counted, and while nobody asks. */
export function useMatching(filter: TaskFilter, isAsked: boolean): MatchCount | undefined {
  const { freshness } = useLive();
  const utils = trpc.useUtils();
  useFollowTasks(() => void utils.tasks.countMatching.invalidate());
  const { data } = trpc.tasks.countMatching.useQuery(filter, {
    enabled: isAsked,
    placeholderData: keepPreviousData,
    refetchInterval: freshness === "polling" ? POLLING_INTERVAL_MS : false,
  });
  return isAsked ? data : undefined;
}

/** The number where it is exact; null where there are more than the server counts. */
export function exactly(matching: MatchCount | undefined): number | null {
  return matching === undefined || matching.capped ? null : matching.count;
}
