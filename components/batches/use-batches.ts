"use client";

import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { trpc } from "@/components/trpc";
import type { BatchPage } from "@/lib/batch-schemas";

/** Batches page by page, asked again soon after tasks changed. */
export function useBatches(initial: BatchPage) {
  const { freshness } = useLive();
  const utils = trpc.useUtils();
  useFollowTasks(() => void utils.batches.list.invalidate());
  const query = trpc.batches.list.useInfiniteQuery(
    {},
    {
      initialData: { pages: [initial], pageParams: [undefined] },
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      refetchInterval: freshness === "polling" ? POLLING_INTERVAL_MS : false,
    },
  );
  return { query, batches: query.data.pages.flatMap(({ items }) => items) };
}
