"use client";

import { useEffect, useRef } from "react";
import { useTaskChanges } from "@/components/live/live-tasks";

/** Long enough that the changes of one moment (an end, the next start) come together. */
const SETTLE_MS = 150;
const AT_MOST_EVERY_MS = 1_500;

/** Asks again soon after tasks changed, and not more often than every second or so however many change. */
export function useFollowTasks(ask: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const askedAt = useRef(0);
  useTaskChanges(() => {
    if (timer.current !== undefined) return;
    const wait = Math.max(SETTLE_MS, askedAt.current + AT_MOST_EVERY_MS - performance.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      askedAt.current = performance.now();
      ask();
    }, wait);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
