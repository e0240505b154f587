"use client";

import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { trpc } from "@/components/trpc";

const INTERVAL_MS = 5_000;

/** The lane: asked again every few seconds, and shortly after any task changed. */
export function useLane() {
  const { freshness } = useLive();
  return trpc.queue.lane.useQuery(undefined, {
    refetchInterval: freshness === "paused" ? false : INTERVAL_MS,
    placeholderData: (previous) => previous,
  });
}

/** Asks the lane anew after changes. Mount once. */
export function useLaneFollowsTasks(): void {
  const utils = trpc.useUtils();
  useFollowTasks(() => void utils.queue.lane.invalidate());
}
