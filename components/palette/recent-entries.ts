import { useState } from "react";
import type { PaletteEntry } from "./entry";

const KEY = "hubqueue.palette";
const REMEMBERED = 5;

function recall(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** Puts it first among what was chosen lately in this browser. */
export function rememberEntry({ id }: PaletteEntry): void {
  try {
    const ids = [id, ...recall().filter((other) => other !== id)].slice(0, REMEMBERED);
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Storage is switched off: nothing is remembered.
  }
}

/** Those of the entries that were chosen lately, the last first. */
export function useRecentEntries(entries: readonly PaletteEntry[]): PaletteEntry[] {
  const [ids] = useState(recall);
  return ids.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
}
