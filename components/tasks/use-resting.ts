"use client";

import { type PointerEvent, useCallback, useMemo, useRef } from "react";

/** Without a pointer that hovers nobody knows where a finger will land: rows then never move by themselves. */
const HOVERS = "(hover: hover)";

/** Knows whether rows may move by themselves: nobody points at them, moves through them by key, or has some selected. */
export function useResting() {
  const over = useRef(false);
  const busy = useRef(false);
  const area = useRef<HTMLDivElement>(null);
  const mayMove = useCallback(
    () =>
      !over.current &&
      !busy.current &&
      window.matchMedia(HOVERS).matches &&
      area.current?.querySelector(":focus-visible") == null,
    [],
  );
  const setBusy = useCallback((value: boolean) => {
    busy.current = value;
  }, []);
  const watch = useMemo(
    () => ({
      ref: area,
      onPointerEnter: (event: PointerEvent) => {
        over.current = event.pointerType !== "touch";
      },
      onPointerLeave: () => {
        over.current = false;
      },
    }),
    [],
  );
  return { mayMove, setBusy, watch };
}
