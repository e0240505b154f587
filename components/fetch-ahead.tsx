"use client";

import { useEffect } from "react";
import { fetchAll } from "@/components/ui/later";

/** What a person does first: a pointer is seen long before it presses. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "keydown", "wheel"] as const;
/** A page that only stands open fetches the rest too: it must go on working when the network goes. */
const AT_LATEST_MS = 10_000;

/** Fetches what is behind menus, dialogs and hints once somebody is here, so that none of them is waited for. */
export function FetchAhead() {
  useEffect(() => {
    const signs = new AbortController();
    const fetch = () => {
      signs.abort();
      clearTimeout(timer);
      fetchAll();
    };
    const timer = setTimeout(fetch, AT_LATEST_MS);
    for (const sign of SIGNS) {
      window.addEventListener(sign, fetch, { passive: true, signal: signs.signal });
    }
    return () => {
      signs.abort();
      clearTimeout(timer);
    };
  }, []);
  return null;
}
