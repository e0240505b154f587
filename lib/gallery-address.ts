/** What the address of the gallery says. Dates are days in the person's zone. */
import type { GalleryFilter, MarkFilter } from "./gallery-schemas";
import { filterOf as taskFilterOf } from "./list-address";
import type { OutputType } from "./output-type";

export interface GalleryAddress {
  readonly type: OutputType | null;
  readonly mark: MarkFilter | null;
  readonly tag: string | null;
  readonly workflow: string | null;
  readonly batch: string | null;
  readonly account: string | null;
  /** A day (2026-01-31), or a span that moves with the days. */
  readonly from: string | null;
  readonly to: string | null;
}

export const GALLERY_WISHES = ["workflow", "batch", "account", "tag", "made"] as const;
export type GalleryWish = (typeof GALLERY_WISHES)[number];

/** The fields of each wish as they are without it. Type and mark show theirs themselves. */
export const WITHOUT_WISH: Readonly<Record<GalleryWish, Partial<GalleryAddress>>> = {
  workflow: { workflow: null },
  batch: { batch: null },
  account: { account: null },
  tag: { tag: null },
  made: { from: null, to: null },
};

/** The filter the server understands. Fields without a wish are left out. @param today the day it is here */
export function galleryFilterOf(address: GalleryAddress, today: string): GalleryFilter {
  const { workflowId, batchId, accountId, createdAfter, createdBefore } = taskFilterOf(
    { ...address, status: null, active: false, q: "", error: null },
    today,
  );
  const filter: GalleryFilter = {
    type: address.type ?? undefined,
    mark: address.mark ?? undefined,
    tag: address.tag ?? undefined,
    ...{ workflowId, batchId, accountId, createdAfter, createdBefore },
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** The wishes the address has, in the order they are shown. */
export function galleryWishesOf(address: GalleryAddress): GalleryWish[] {
  return GALLERY_WISHES.filter((wish) =>
    wish === "made" ? address.from !== null || address.to !== null : address[wish] !== null,
  );
}

export function isGalleryNarrowed(address: GalleryAddress): boolean {
  return address.type !== null || address.mark !== null || galleryWishesOf(address).length > 0;
}

/** Where an archive of these results can be downloaded: named ones, those of a task or a batch, or of a filter. */
export function archiveAddress(wish: GalleryFilter & { ids?: readonly string[]; taskId?: string }): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wish)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? "/api/outputs/zip" : `/api/outputs/zip?${query}`;
}
