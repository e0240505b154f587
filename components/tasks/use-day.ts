"use client";

import { useSyncExternalStore } from "react";

const LOOK_MS = 30_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, LOOK_MS);
  document.addEventListener("visibilitychange", listener);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", listener);
  };
}

/** Swedish dates are ISO dates. */
function day(): string {
  return new Intl.DateTimeFormat("sv-SE").format(new Date());
}

/** The day it is here, as YYYY-MM-DD. A page that is open all night knows in the morning. */
export function useDay(): string {
  return useSyncExternalStore(subscribe, day, day);
}
