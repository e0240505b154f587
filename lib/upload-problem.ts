/** Why a file is refused. The words on screen are in messages `newTask.file.refusals`, with the same facts. */

export const UPLOAD_PROBLEMS = [
  "empty",
  "tooLarge",
  "notMedia",
  "svg",
  "otherKind",
  "damaged",
  "zipBroken",
  "zipEmpty",
  "zipLocked",
  "zipPath",
  "zipNested",
  "zipNoPicture",
  "zipTooMany",
  "zipTooLarge",
] as const;
export type UploadProblem = (typeof UPLOAD_PROBLEMS)[number];

/** What the name of a file says that it is; null when it says nothing that could be wrong. */
export const MEDIA_CLAIMS = ["image", "video", "audio", "zip"] as const;
export type MediaClaim = (typeof MEDIA_CLAIMS)[number];

/** In a ZIP of pictures: files, and megabytes when unpacked. */
export const MAX_ZIP_FILES = 1_000;
export const MAX_ZIP_MEGABYTES = 300;

const ENDINGS: Readonly<Record<MediaClaim, readonly string[]>> = {
  image: [
    ...["png", "apng", "jpg", "jpeg", "jfif", "webp", "gif", "bmp", "tif", "tiff"],
    ...["avif", "heic", "heif", "ico", "psd", "svg", "svgz"],
  ],
  video: ["mp4", "m4v", "mov", "webm", "mkv", "avi", "wmv", "flv", "mpg", "mpeg", "ogv", "3gp"],
  audio: ["mp3", "wav", "flac", "ogg", "oga", "opus", "m4a", "aac", "wma", "aif", "aiff", "amr"],
  zip: ["zip"],
};

/** @param ending without its dot, lower case */
export function claimOfEnding(ending: string): MediaClaim | null {
  return MEDIA_CLAIMS.find((claim) => ENDINGS[claim].includes(ending)) ?? null;
}
