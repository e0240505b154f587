"use client";

import { useCallback, useEffect, useRef } from "react";

/** Long enough that the changes of one moment (an end, the next start) come together. */
const SETTLE_MS = 150;

/** Acts soon after it is called, once for many calls, and not more often than that. */
export function useSoon(act: () => void, atMostEveryMs: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const actedAt = useRef(Number.NEGATIVE_INFINITY);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    if (timer.current !== undefined) return;
    const wait = Math.max(SETTLE_MS, actedAt.current + atMostEveryMs - performance.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      actedAt.current = performance.now();
      latest.current();
    }, wait);
  }, [atMostEveryMs]);
}
