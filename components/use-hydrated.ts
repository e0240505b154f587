import { useSyncExternalStore } from "react";

const neverChanges = () => () => {};

/**
 * False on the server and while the browser takes over its HTML, true afterwards. For what only the browser knows, or
 * may know before a late part of the page wakes up (shared queries).
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}
