"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { GalleryItem, GalleryPage } from "@/lib/gallery-schemas";
import type { GalleryAddressState } from "./use-gallery-address";

interface Shown {
  readonly data: GalleryPage | undefined;
  /** Still the page before, while the one asked for is on its way. */
  readonly isPlaceholderData: boolean;
}

const NO_ITEMS: readonly GalleryItem[] = [];

/** Which result is open in the viewer; who walks past the end of a page goes on in the next one. */
export function useOpenResult({ data, isPlaceholderData }: Shown, turnPage: GalleryAddressState["turn"]) {
  const [openId, setOpenId] = useState<string | null>(null);
  const items = data?.items ?? NO_ITEMS;
  const turning = useRef<1 | -1 | null>(null);
  useEffect(() => {
    if (turning.current === null || isPlaceholderData) return;
    const next = turning.current === 1 ? items[0] : items.at(-1);
    turning.current = null;
    if (next !== undefined) setOpenId(next.id);
  }, [items, isPlaceholderData]);

  const turn = (cursor: string | null | undefined, step: 1 | -1) =>
    cursor == null
      ? null
      : () => {
          if (turning.current !== null) return;
          turning.current = step;
          turnPage(cursor, step);
        };
  return {
    openId,
    open: useCallback(({ id }: GalleryItem) => setOpenId(id), []),
    move: setOpenId,
    close: useCallback(() => {
      turning.current = null;
      setOpenId(null);
    }, []),
    /** To older results; null: there are none. */
    older: turn(data?.nextCursor, 1),
    newer: turn(data?.previousCursor, -1),
  };
}
