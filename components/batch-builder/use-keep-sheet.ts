import { useCallback, useEffect, useRef } from "react";
import { forgetSheet, type SavedSheet, saveSheet } from "./saved-sheet";

/** Long enough that typing does not write ten thousand rows at each key. */
const REST_MS = 800;

/**
 * Keeps the sheet in this browser while it changes, and at once when the page is left.
 * @param sheet null while there is nothing worth keeping
 */
export function useKeepSheet(key: string, sheet: Omit<SavedSheet, "savedAt"> | null) {
  const latest = useRef(sheet);
  const isDue = useRef(false);
  latest.current = sheet;

  const keep = useCallback(async () => {
    if (!isDue.current) return;
    isDue.current = false;
    const now = latest.current;
    await (now === null ? forgetSheet(key) : saveSheet(key, { ...now, savedAt: new Date().toISOString() }));
  }, [key]);

  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed sheet is the reason to write it
  useEffect(() => {
    // What was just read need not be written.
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    isDue.current = true;
    const timer = setTimeout(() => void keep(), REST_MS);
    return () => clearTimeout(timer);
  }, [sheet, keep]);

  useEffect(() => {
    const keepNow = () => void keep();
    const keepHidden = () => document.visibilityState === "hidden" && keepNow();
    window.addEventListener("pagehide", keepNow);
    document.addEventListener("visibilitychange", keepHidden);
    return () => {
      window.removeEventListener("pagehide", keepNow);
      document.removeEventListener("visibilitychange", keepHidden);
      keepNow();
    };
  }, [keep]);

  /** Nothing of it comes back. */
  return useCallback(async () => {
    isDue.current = false;
    latest.current = null;
    await forgetSheet(key);
  }, [key]);
}
