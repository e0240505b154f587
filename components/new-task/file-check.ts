import type { FieldType } from "@/lib/workflow-schemas";

export type FileProblem = "tooLarge" | "empty" | "wrongType";

const EXTENSIONS: Partial<Record<FieldType, readonly string[]>> = {
  image: ["png", "jpg", "jpeg", "webp", "gif", "bmp", "avif"],
  video: ["mp4", "mov", "webm", "mkv", "avi", "m4v", "gif"],
  audio: ["mp3", "wav", "flac", "ogg", "m4a", "aac"],
};

export type PreviewKind = "image" | "video" | "audio";

function extensionOf(fileName: string): string {
  return /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
}

/** What a browser can show of the file, going by its name. */
export function previewKind(fileName: string): PreviewKind | null {
  const extension = extensionOf(fileName);
  if (EXTENSIONS.image?.includes(extension)) return "image";
  if (EXTENSIONS.video?.includes(extension)) return "video";
  return EXTENSIONS.audio?.includes(extension) ? "audio" : null;
}

/** For a file input's `accept`: media types and endings, because some systems know only one of them. */
export function acceptFor(type: FieldType): string | undefined {
  const endings = EXTENSIONS[type];
  return endings && [`${type}/*`, ...endings.map((ending) => `.${ending}`)].join(",");
}

/** What stands against uploading the file to a field of this type, before a byte is sent; null when nothing does. */
export function problemOfFile(
  file: { readonly name: string; readonly size: number; readonly type: string },
  type: FieldType,
  maxBytes: number,
): FileProblem | null {
  if (file.size === 0) return "empty";
  if (file.size > maxBytes) return "tooLarge";
  const endings = EXTENSIONS[type];
  if (endings === undefined) return null;
  return file.type.startsWith(`${type}/`) || endings.includes(extensionOf(file.name)) ? null : "wrongType";
}
