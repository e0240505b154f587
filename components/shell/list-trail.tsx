"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";

/** Per tab, as the way back is: two tabs look at two lists. */
const KEY = "hubqueue.list";

/** Remembers which list was looked at last, with its filters, order and page, so that a task leads back there. */
export function ListTrail() {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  useEffect(() => {
    if (pathname === "/tasks") remember(query);
  }, [pathname, query]);
  return null;
}

function remember(query: string): void {
  try {
    sessionStorage.setItem(KEY, query);
  } catch {
    // Storage is switched off: the way back is the plain list.
  }
}

function recall(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

const subscribe = () => () => undefined;

/** The query of the list the person came from; empty for the plain list, and on the server. */
export function useListTrail(): string {
  return useSyncExternalStore(subscribe, recall, () => "");
}
