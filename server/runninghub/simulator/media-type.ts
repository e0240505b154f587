const TYPES: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  mp4: "video/mp4",
  mov: "video/quicktime",
  mkv: "video/x-matroska",
  avi: "video/x-msvideo",
  wav: "audio/wav",
  mp3: "audio/mpeg",
  flac: "audio/flac",
  txt: "text/plain; charset=utf-8",
  svg: "image/svg+xml",
  html: "text/html; charset=utf-8",
  zip: "application/zip",
};

/** Media type of a file extension without its dot. */
export const mediaTypeOf = (extension: string): string =>
  TYPES[extension.toLowerCase()] ?? "application/octet-stream";
