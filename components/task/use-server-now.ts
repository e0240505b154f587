"use client";

import { useNow } from "next-intl";
import { useLane } from "@/components/lane/use-lane";

const TICK_MS = 1_000;

/** The server's clock, ms, ticking: this browser's may be off, and times on the page come from the server. */
export function useServerNow(): number {
  const { data: lane, dataUpdatedAt } = useLane();
  const now = useNow({ updateInterval: TICK_MS }).getTime();
  return lane === undefined ? now : Math.max(now, dataUpdatedAt) + (Date.parse(lane.now) - dataUpdatedAt);
}
