/** What a result is, going by its ending: the kinds people look for. The database says the same (function output_type). */
export const OUTPUT_TYPES = ["image", "video", "audio", "other"] as const;
export type OutputType = (typeof OUTPUT_TYPES)[number];

export const MEDIA_EXTENSIONS = {
  image: ["png", "jpg", "jpeg", "webp", "gif", "bmp", "avif"],
  video: ["mp4", "mov", "webm", "mkv", "avi", "m4v"],
  audio: ["mp3", "wav", "flac", "ogg", "m4a", "aac"],
} as const;
const MEDIA = ["image", "video", "audio"] as const;

/** @param fileType an ending without its dot */
export function outputType(fileType: string): OutputType {
  const ending = fileType.toLowerCase();
  return MEDIA.find((type) => (MEDIA_EXTENSIONS[type] as readonly string[]).includes(ending)) ?? "other"; // widened for the look-up
}
