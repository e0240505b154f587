"use client";

import { useSyncExternalStore } from "react";
import { LAYOUT_COOKIE, layoutText, type TableLayout } from "@/lib/table-layout";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

const listeners = new Set<() => void>();
/** What was chosen since this page was loaded; until then the server's reading of the cookie holds. */
let chosen: TableLayout | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function choose(layout: TableLayout): void {
  chosen = layout;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure context; people run this on plain HTTP
  document.cookie = `${LAYOUT_COOKIE}=${layoutText(layout)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  for (const listener of listeners) listener();
}

/** @param initial as the server read the cookie */
export function useTableLayout(initial: TableLayout) {
  const layout = useSyncExternalStore(
    subscribe,
    () => chosen ?? initial,
    () => initial,
  );
  return { layout, choose };
}
