/** How large small pictures are: for rows and cells, and for the tiles of the gallery. Pixels; both twice what they fill, for dense screens. */
export const THUMBNAIL_SIDES = [160, 480] as const;
export type ThumbnailSide = (typeof THUMBNAIL_SIDES)[number];
