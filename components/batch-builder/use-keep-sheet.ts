import { useCallback, useEffect, useRef } from "react";
import { forgetSheet, noteSheet, type SavedSheet, saveSheet } from "./saved-sheet";

/** Seldom enough that typing does not write ten thousand rows at each key. */
const REST_MS = 800;

/**
 * Keeps the sheet in this browser while it changes, and at once when the page is left.
 * @param sheet null while there is nothing worth keeping
 */
export function useKeepSheet(key: string, sheet: Omit<SavedSheet, "savedAt"> | null) {
  const latest = useRef(sheet);
  const isDue = useRef(false);
  const isGone = useRef(false);
  latest.current = sheet;

  const keep = useCallback(async () => {
    if (!isDue.current) return;
    isDue.current = false;
    const now = latest.current;
    await (now === null ? forgetSheet(key) : saveSheet(key, { ...now, savedAt: new Date().toISOString() }));
  }, [key]);

  const isFirst = useRef(true);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed sheet is the reason to write it
  useEffect(() => {
    // What was just read need not be written.
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    if (isGone.current) return;
    isDue.current = true;
    // One writing at a time, at a steady pace: somebody who never stops typing must not wait for it.
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void keep();
    }, REST_MS);
  }, [sheet, keep]);

  useEffect(() => {
    // A page that goes away may not get to finish a database write.
    const keepAtOnce = () => {
      if (isDue.current && latest.current !== null)
        noteSheet(key, { ...latest.current, savedAt: new Date().toISOString() });
    };
    const keepHidden = () => {
      if (document.visibilityState !== "hidden") return;
      keepAtOnce();
      void keep();
    };
    window.addEventListener("pagehide", keepAtOnce);
    document.addEventListener("visibilitychange", keepHidden);
    return () => {
      window.removeEventListener("pagehide", keepAtOnce);
      document.removeEventListener("visibilitychange", keepHidden);
      void keep();
    };
  }, [key, keep]);

  /** Nothing of it comes back. @param isDone the page is about to be left: what still changes on it is not kept */
  return useCallback(
    async (isDone: boolean) => {
      isDue.current = false;
      isGone.current = isDone;
      await forgetSheet(key);
    },
    [key],
  );
}
