"use client";

import { useMemo, useSyncExternalStore } from "react";
import { type BrowserWishes, browserWishesSchema, NO_WISHES } from "@/lib/browser-news";
import { onWishes, WISHES_KEY, wishesChanged } from "./switched-on";

function stored(): string | null {
  try {
    return localStorage.getItem(WISHES_KEY);
  } catch {
    return null; // storage is switched off
  }
}

function wishesIn(text: string | null): BrowserWishes {
  try {
    return browserWishesSchema.parse(JSON.parse(text ?? "null"));
  } catch {
    return NO_WISHES;
  }
}

/** What this browser was asked to do, current in every tab. */
export function useWishes(): BrowserWishes {
  const text = useSyncExternalStore(onWishes, stored, () => null);
  return useMemo(() => wishesIn(text), [text]);
}

/** Changes what this browser was asked to do; what is left out stays. */
export function changeWishes(changes: Partial<BrowserWishes>): void {
  try {
    localStorage.setItem(WISHES_KEY, JSON.stringify({ ...wishesIn(stored()), ...changes }));
  } catch {
    return; // storage is switched off: the switch stays where it was
  }
  wishesChanged();
}

const DECLINED_KEY = "hubqueue.notify.declined";

/** Whether somebody answered the offer: once is enough. */
export function useIsDeclined(): boolean {
  return useSyncExternalStore(
    onWishes,
    () => {
      try {
        return localStorage.getItem(DECLINED_KEY) !== null;
      } catch {
        return true;
      }
    },
    () => true,
  );
}

export function decline(): void {
  try {
    localStorage.setItem(DECLINED_KEY, "yes");
  } catch {
    return; // it is not offered without storage
  }
  wishesChanged();
}
