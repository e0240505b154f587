"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import type { GalleryItem } from "@/lib/gallery-schemas";
import { deedWish, MARK_KEYS } from "@/lib/marks";
import { GRID } from "./grid-layout";
import { Tile } from "./tile";
import { tileToward } from "./tile-focus";
import type { MarksState } from "./use-marks";
import type { usePicked } from "./use-picked";

interface GalleryGridProps {
  readonly items: readonly GalleryItem[];
  readonly marks: MarksState;
  readonly picked: ReturnType<typeof usePicked>;
  readonly onOpen: (item: GalleryItem) => void;
  readonly ref?: RefObject<HTMLUListElement | null>;
}

/** The results of a page. Arrow keys walk, Enter opens, X selects, F, K and R mark the selected ones or the one in focus. */
export function GalleryGrid({ items, marks, picked, onOpen, ref }: GalleryGridProps) {
  const t = useTranslations("gallery");
  const mayAct = useMayAct();
  const [focused, setFocused] = useState<string | null>(null);
  const reachable = items.some(({ id }) => id === focused) ? focused : (items[0]?.id ?? null);

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const tile = target.closest("li")?.querySelector<HTMLElement>("[data-tile]");
    const item = items.find(({ id }) => id === tile?.dataset.tile);
    if (tile == null || item === undefined) return;
    const next = tileToward(event.currentTarget, tile, key);
    const deed = MARK_KEYS[key.toLowerCase()];
    if (next !== null) next.focus();
    else if (key.toLowerCase() === "x") picked.toggle(item, event.shiftKey);
    else if (key === "Escape" && picked.items.size > 0) picked.clear();
    else if (deed !== undefined && mayAct) {
      const meant = picked.items.size > 0 ? [...picked.items.values()] : [item];
      void marks.mark(meant, deedWish(meant.map(marks.marksOf), deed));
    } else return;
    event.preventDefault();
  };
  return (
    <ul
      ref={ref}
      aria-label={t("title")}
      className={GRID}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const tile = target.closest("li")?.querySelector<HTMLElement>("[data-tile]");
        if (tile?.dataset.tile !== undefined) setFocused(tile.dataset.tile);
      }}
    >
      {items.map((item) => (
        <Tile
          key={item.id}
          item={item}
          marks={marks.marksOf(item)}
          picked={picked.items.has(item.id)}
          reachable={item.id === reachable}
          onOpen={onOpen}
          onPick={picked.toggle}
        />
      ))}
    </ul>
  );
}
