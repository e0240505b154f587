import { useSyncExternalStore } from "react";

/** Below Tailwind's `md`. */
const NARROW = "(width < 48rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Is this a phone's width? The server says no; for what only the browser draws, or what CSS alone cannot do. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}
