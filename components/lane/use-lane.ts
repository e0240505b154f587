"use client";

import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { trpc } from "@/components/trpc";

const INTERVAL_MS = 5_000;

/** The lane as it was last told; the strip keeps it current, so that a hundred rows may read it. */
export function useLane() {
  return trpc.queue.lane.useQuery(undefined, { placeholderData: (previous) => previous });
}

/** The same, asked again every few seconds and shortly after any task changed. Mount once. */
export function useLiveLane() {
  const { freshness } = useLive();
  const utils = trpc.useUtils();
  useFollowTasks(() => void utils.queue.lane.invalidate());
  return trpc.queue.lane.useQuery(undefined, {
    refetchInterval: freshness === "paused" ? false : INTERVAL_MS,
    placeholderData: (previous) => previous,
  });
}
