import { type GalleryAddress, galleryFilterOf } from "@/lib/gallery-address";
import type { GalleryFilter, ListOutputs } from "@/lib/gallery-schemas";

/** Whole rows at the usual numbers of columns: 2, 3, 4, 5 and 6. */
const PAGE_SIZE = 60;

/** What the gallery asks the server for. */
export function galleryQuestion(filter: GalleryFilter, cursor: string | null): ListOutputs {
  return { ...filter, limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
}

/** The same, known to the server before the page is; null where the day in the person's zone decides. */
export function galleryQuestionAhead(
  address: GalleryAddress & { readonly cursor: string | null },
): ListOutputs | null {
  if (address.from !== null || address.to !== null) return null;
  return galleryQuestion(galleryFilterOf(address, ""), address.cursor);
}
