import { useMemo } from "react";
import { trpc } from "@/components/trpc";
import type { GalleryItem, Marks } from "@/lib/gallery-schemas";

const ASK_EVERY_MS = 10_000;
/** So many ids fit in an address; more than a page of the gallery has. */
const MAX_ASKED = 60;

/**
 * The marks of results, asked for again every few seconds: what colleagues decide shows while one looks. Not by the live
 * news, which have a page read anew: what leaves a filter by its marks would go from under one's hands.
 */
export function useToldMarks(items: readonly GalleryItem[]): {
  told: ReadonlyMap<string, Marks>;
  /** By this browser's clock. */
  toldAtMs: number;
} {
  const ids = items.slice(0, MAX_ASKED).map(({ id }) => id);
  const { data, dataUpdatedAt } = trpc.gallery.marks.useQuery(
    { ids },
    { enabled: ids.length > 0, refetchInterval: ASK_EVERY_MS },
  );
  const told = useMemo(() => new Map(data?.map(({ id, ...marks }) => [id, marks] as const)), [data]);
  return { told, toldAtMs: dataUpdatedAt };
}
