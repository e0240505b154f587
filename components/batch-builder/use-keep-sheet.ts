import { type RefObject, useCallback, useEffect, useRef } from "react";
import { forgetSheet, noteSheet, type SavedSheet, saveSheet } from "./saved-sheet";

/** Seldom enough that typing does not write ten thousand rows at each key. */
const REST_MS = 800;

/**
 * Keeps the sheet in this browser while it changes, and at once when the page is left.
 * @param sheet null while there is nothing worth keeping
 * @param sentAs read at each writing, so that none, however late, forgets that the sheet was sent
 */
export function useKeepSheet(
  key: string,
  sheet: Omit<SavedSheet, "savedAt" | "sentAs"> | null,
  sentAs: RefObject<string | null>,
) {
  const latest = useRef(sheet);
  const isDue = useRef(false);
  const isGone = useRef(false);
  latest.current = sheet;

  const asSaved = useCallback((): SavedSheet | null => {
    const now = latest.current;
    return now && { ...now, sentAs: sentAs.current, savedAt: new Date().toISOString() };
  }, [sentAs]);
  const keepNow = useCallback(async () => {
    isDue.current = false;
    const saved = asSaved();
    await (saved === null ? forgetSheet(key) : saveSheet(key, saved));
  }, [key, asSaved]);
  const keep = useCallback(async () => {
    if (isDue.current) await keepNow();
  }, [keepNow]);

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
      const saved = isDue.current ? asSaved() : null;
      if (saved !== null) noteSheet(key, saved);
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
  }, [key, keep, asSaved]);

  /** Nothing of it comes back. @param isDone the page is about to be left: what still changes on it is not kept */
  const forget = useCallback(
    async (isDone: boolean) => {
      isDue.current = false;
      isGone.current = isDone;
      await forgetSheet(key);
    },
    [key],
  );
  return { keepNow, forget };
}
