import { useSyncExternalStore } from "react";

/** Below Tailwind's `md`. */
const NARROW = "(width < 48rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/**
 * Is this a phone's width? For what only the browser draws, or what CSS alone cannot do.
 * @param guess what the server draws, and the browser first
 */
export function useIsNarrow(guess = false): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => guess,
  );
}
