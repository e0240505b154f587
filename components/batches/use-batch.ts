"use client";

import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { trpc } from "@/components/trpc";
import type { BatchView } from "@/lib/batch-schemas";
import { errorCode } from "@/lib/client-error";

/** One batch, asked again soon after tasks changed. A deleted one is gone, and comes back with its tasks. */
export function useBatch(initial: BatchView) {
  const { id } = initial;
  const { freshness } = useLive();
  const utils = trpc.useUtils();
  useFollowTasks(() => void utils.batches.get.invalidate({ id }));
  const query = trpc.batches.get.useQuery(
    { id },
    { initialData: initial, refetchInterval: freshness === "polling" ? POLLING_INTERVAL_MS : false },
  );
  const isGone = query.isError && errorCode(query.error) === "BATCH_NOT_FOUND";
  return { batch: query.data, isGone, isStale: query.isError && !isGone };
}
