import { extensionOf } from "@/components/media/preview-kind";
import { MEDIA_EXTENSIONS } from "@/lib/output-type";
import type { FieldType } from "@/lib/workflow-schemas";

export type FileProblem = "tooLarge" | "empty" | "wrongType";
export type FileKind = "image" | "video" | "audio" | "file";

export function fileKindOf(type: FieldType): FileKind {
  return type === "image" || type === "video" || type === "audio" ? type : "file";
}

function endingsOf(kind: FileKind): readonly string[] | null {
  if (kind === "file") return null;
  // Animated pictures are taken as video by the usual loaders.
  return kind === "video" ? [...MEDIA_EXTENSIONS.video, "gif", "webp"] : MEDIA_EXTENSIONS[kind];
}

/** For a file input's `accept`: media types and endings, because some systems know only one of them. */
export function acceptFor(kind: FileKind): string | undefined {
  const endings = endingsOf(kind);
  return endings === null ? undefined : [`${kind}/*`, ...endings.map((ending) => `.${ending}`)].join(",");
}

/** What stands against uploading the file, before a byte is sent; null when nothing does. */
export function problemOfFile(
  file: { readonly name: string; readonly size: number; readonly type: string },
  kind: FileKind,
  maxBytes: number,
): FileProblem | null {
  if (file.size === 0) return "empty";
  if (file.size > maxBytes) return "tooLarge";
  const endings = endingsOf(kind);
  if (endings === null) return null;
  return file.type.startsWith(`${kind}/`) || endings.includes(extensionOf(file.name)) ? null : "wrongType";
}
