"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}

/**
 * How many more tasks have failed than when this tab was last in view.
 * @param failed how many there are now; null while nobody knows
 */
export function useUnseenFailures(failed: number | null): number {
  const isVisible = useSyncExternalStore(
    subscribe,
    () => document.visibilityState === "visible",
    () => true,
  );
  const [seen, setSeen] = useState<number | null>(null);
  useEffect(() => {
    if (failed === null) return;
    // Also down: of what was restarted or deleted nobody need be told.
    setSeen((before) => (isVisible || before === null ? failed : Math.min(before, failed)));
  }, [isVisible, failed]);
  return isVisible || failed === null || seen === null ? 0 : Math.max(0, failed - seen);
}
