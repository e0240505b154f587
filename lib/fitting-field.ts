/** Which field of a form takes a file. */
import type { FormField } from "./workflow-schemas";

export const MEDIA_KINDS = ["image", "video", "audio"] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** The first shown field for files of this kind, else the first that takes any file; null when none does. */
export function fittingField(fields: readonly FormField[], kind: MediaKind | null): FormField | null {
  const shown = fields.filter((field) => !field.hidden);
  const ofKind = kind === null ? undefined : shown.find((field) => field.type === kind);
  return ofKind ?? shown.find((field) => field.type === "file") ?? null;
}

/** The kind of a file, by its media type; null for what is none of them. */
export function mediaKindOf(mimeType: string): MediaKind | null {
  return MEDIA_KINDS.find((kind) => mimeType.startsWith(`${kind}/`)) ?? null;
}
