import { useNow } from "next-intl";
import { useSyncExternalStore } from "react";

const TICK_MS = 5_000;
const STALE_MS = 1_000;

const listeners = new Set<() => void>();
let shared = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  shared = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  // A row that appears between two ticks brings all of them up to date, or it would read older than its elders.
  if (Date.now() - shared > STALE_MS) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time in ms, a few seconds coarse and the same for everything on the page, so that ages agree. */
export function useCoarseNow(): number {
  const first = useNow().getTime();
  return useSyncExternalStore(
    subscribe,
    () => (shared === 0 ? first : shared),
    () => first,
  );
}
