import { MEDIA_EXTENSIONS } from "@/lib/output-type";

export type PreviewKind = keyof typeof MEDIA_EXTENSIONS;
const KINDS = Object.keys(MEDIA_EXTENSIONS) as readonly PreviewKind[]; // the keys of a const object

/** The ending without its dot, lower case; empty without one. */
export function extensionOf(fileName: string): string {
  return /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
}

/** What a browser can show of the file, going by its name. */
export function previewKind(fileName: string): PreviewKind | null {
  const extension = extensionOf(fileName);
  return KINDS.find((kind) => (MEDIA_EXTENSIONS[kind] as readonly string[]).includes(extension)) ?? null; // widened for the look-up
}
