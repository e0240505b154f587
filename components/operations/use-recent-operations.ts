"use client";

import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { trpc } from "@/components/trpc";
import type { OperationView } from "@/lib/operation-schemas";

const PROGRESS_INTERVAL_MS = 250;

export function isUnderWay({ finishedAt }: OperationView): boolean {
  return finishedAt === null;
}

/** Operations under way and of the last minutes, as the server knows them: they survive a reload. */
export function useRecentOperations(): readonly OperationView[] {
  const { freshness } = useLive();
  const utils = trpc.useUtils();
  // Somebody else may have begun one.
  useFollowTasks(() => void utils.operations.recent.invalidate());
  const { data } = trpc.operations.recent.useQuery(undefined, {
    refetchInterval: ({ state }) => {
      if (state.data?.some(isUnderWay)) return PROGRESS_INTERVAL_MS;
      return freshness === "polling" ? POLLING_INTERVAL_MS : false;
    },
  });
  return data ?? [];
}
