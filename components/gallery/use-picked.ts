"use client";

import { useCallback, useState } from "react";
import { type GalleryItem, MAX_MARKED } from "@/lib/gallery-schemas";

interface Picked {
  readonly items: ReadonlyMap<string, GalleryItem>;
  /** The one that was picked last: ranges begin there. */
  readonly last: string | null;
}

const NONE: Picked = { items: new Map(), last: null };

/** The selected results, on whatever pages they are; at most as many as one call takes. */
export function usePicked(shown: readonly GalleryItem[]) {
  const [picked, setPicked] = useState(NONE);
  /** @param range also everything between the one picked last and this one */
  const toggle = useCallback(
    (item: GalleryItem, range = false) =>
      setPicked((before) => {
        const items = new Map(before.items);
        if (range) for (const one of between(shown, before.last, item.id)) items.set(one.id, one);
        else if (!items.delete(item.id)) items.set(item.id, item);
        return { items: new Map([...items].slice(0, MAX_MARKED)), last: item.id };
      }),
    [shown],
  );
  const clear = useCallback(() => setPicked(NONE), []);
  return { items: picked.items, toggle, clear };
}

function between(shown: readonly GalleryItem[], fromId: string | null, toId: string): readonly GalleryItem[] {
  const at = (id: string | null) => shown.findIndex((item) => item.id === id);
  const to = at(toId);
  const from = at(fromId) === -1 ? to : at(fromId);
  return shown.slice(Math.min(from, to), Math.max(from, to) + 1);
}
