"use client";

import { useEffect, useRef } from "react";
import { useLive, useTaskChanges } from "@/components/live/live-tasks";
import { trpc } from "@/components/trpc";

const INTERVAL_MS = 5_000;
const SETTLE_MS = 400;

/** The lane: asked again every few seconds, and shortly after any task changed. */
export function useLane() {
  const { freshness } = useLive();
  return trpc.queue.lane.useQuery(undefined, {
    refetchInterval: freshness === "paused" ? false : INTERVAL_MS,
    placeholderData: (previous) => previous,
  });
}

/** Asks the lane anew after changes, many at once being one question. Mount once. */
export function useLaneFollowsTasks(): void {
  const utils = trpc.useUtils();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useTaskChanges(() => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void utils.queue.lane.invalidate();
    }, SETTLE_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
