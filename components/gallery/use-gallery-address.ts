"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { useDay } from "@/components/tasks/use-day";
import { type GalleryAddress, galleryFilterOf } from "@/lib/gallery-address";
import { GALLERY_PARSERS } from "./gallery-parsers";

const NO_WISH = {
  type: null,
  mark: null,
  tag: null,
  workflow: null,
  batch: null,
  account: null,
  from: null,
  to: null,
} as const satisfies Record<keyof GalleryAddress, null>;
const FIRST_PAGE = { page: null, cursor: null } as const;

/** What the gallery shows, as its address says it, and the ways to change that. */
export function useGalleryAddress() {
  const [address, setAddress] = useQueryStates(GALLERY_PARSERS);
  const today = useDay();
  const filter = useMemo(() => galleryFilterOf(address, today), [address, today]);

  /** Any new wish starts at the first page. */
  const narrow = useCallback(
    (wishes: Partial<GalleryAddress>) => void setAddress({ ...wishes, ...FIRST_PAGE }, { history: "push" }),
    [setAddress],
  );
  const clear = useCallback(
    () => void setAddress({ ...NO_WISH, ...FIRST_PAGE }, { history: "push" }),
    [setAddress],
  );
  /** @param step 1 = towards older results, -1 = towards newer ones */
  const turn = useCallback(
    (cursor: string, step: 1 | -1) =>
      void setAddress(({ page }) => ({ cursor, page: Math.max(1, page + step) }), {
        history: "push",
        scroll: true,
      }),
    [setAddress],
  );
  const first = useCallback(
    () => void setAddress(FIRST_PAGE, { history: "push", scroll: true }),
    [setAddress],
  );
  return { address, filter, narrow, clear, turn, first };
}

export type GalleryAddressState = ReturnType<typeof useGalleryAddress>;
