import { useCallback, useEffect, useSyncExternalStore } from "react";

/** A module that the first screen does not need. Made once, beside the imports. */
export interface Later<T> {
  /** Fetches it, once however often it is asked for. @throws where the server does not answer; then ask again */
  readonly load: () => Promise<T>;
  /** Null until it is here. */
  readonly read: () => T | null;
  readonly subscribe: (listener: () => void) => () => void;
}

const AGAIN_MS = 2_000;
const IDLE_WITHIN_MS = 300;

type Fetch = () => Promise<unknown>;

/** What waits for somebody to be here; null once that is so, and whatever comes is fetched when there is time. */
let waiting: Fetch[] | null = [];

/**
 * @param fetch imports the module, and takes from it what is wanted
 * @param ahead when it is fetched by itself: once somebody is here, or never, where few people need it
 */
export function later<T>(fetch: () => Promise<T>, ahead: "soon" | "when asked" = "soon"): Later<T> {
  let here: T | null = null;
  let underWay: Promise<T> | null = null;
  const listeners = new Set<() => void>();
  const begin = async () => {
    try {
      here = await fetch();
    } finally {
      underWay = null;
    }
    for (const listener of listeners) listener();
    return here;
  };
  const load = async () => {
    if (here !== null) return here;
    underWay ??= begin();
    return underWay;
  };
  if (ahead === "soon" && typeof window !== "undefined") {
    if (waiting === null) whenIdle(() => void quietly(load));
    else waiting.push(load);
  }
  return {
    load,
    read: () => here,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Fetches every part once the browser has a moment: from then on each of them opens at once. */
export function fetchAll(): void {
  const parts = waiting ?? [];
  waiting = null;
  whenIdle(() => {
    for (const load of parts) void quietly(load);
  });
}

/** The part once it is wanted and here; null until then. A fetch that fails is tried again while it is wanted. */
export function useLater<T>(part: Later<T>, isWanted: boolean): T | null {
  const read = useCallback(() => (isWanted ? part.read() : null), [part, isWanted]);
  const here = useSyncExternalStore(part.subscribe, read, nothing);
  const isMissing = isWanted && here === null;
  useEffect(() => {
    if (!isMissing) return;
    const ask = () => void quietly(part.load);
    ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => clearInterval(timer);
  }, [part, isMissing]);
  return here;
}

const nothing = () => null;

/** Fetches ahead of time: whoever needs it asks again. */
export async function quietly(fetch: Fetch): Promise<void> {
  try {
    await fetch();
  } catch {
    // The server is not reachable this moment.
  }
}

/** Safari has no idle callback. */
function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: IDLE_WITHIN_MS });
  else setTimeout(work, IDLE_WITHIN_MS);
}
