/** The refusals of a file, with a sentence for programs and their people; pages have their own words by `reason`. */
import { AppError, type ErrorCode } from "@/lib/errors";
import { MAX_ZIP_FILES, MAX_ZIP_MEGABYTES, type MediaClaim, type UploadProblem } from "@/lib/upload-problem";

interface Facts {
  readonly name: string;
  /** What the name says that it is. */
  readonly claim?: MediaClaim;
  /** What it is, as an ending: PDF. */
  readonly found?: string;
  /** The offending file in a ZIP. */
  readonly entry?: string;
}

const KIND = { image: "a picture", video: "a video", audio: "a sound", zip: "a ZIP file" } as const;

const SENTENCES: Readonly<Record<UploadProblem, (facts: Required<Facts>) => string>> = {
  empty: ({ name }) => `"${name}" is empty; choose another file`,
  tooLarge: () => "The file is larger than 30 MB, the most RunningHub takes; make it smaller and try again",
  notMedia: ({ name, claim }) =>
    `"${name}" is named like ${KIND[claim]}, but holds text or a web page; save the original file again and upload that`,
  svg: ({ name }) =>
    `"${name}" is an SVG drawing; RunningHub's loaders take PNG, JPEG or WEBP, so save it as PNG and upload that`,
  otherKind: ({ name, claim, found }) =>
    `"${name}" is named like ${KIND[claim]}, but its content is ${found}; choose the right file, or give it the ending it should have`,
  damaged: ({ name }) =>
    `"${name}" is damaged: its picture cannot be read; open it in an image editor, save it again and upload that`,
  zipBroken: ({ name }) => `"${name}" is not a readable ZIP file; pack the pictures again and upload that`,
  zipEmpty: ({ name }) => `"${name}" holds no pictures; pack at least one into it`,
  zipLocked: ({ name }) => `"${name}" is protected by a password; pack the pictures without one`,
  zipPath: ({ name }) =>
    `"${name}" has files with paths that lead out of it; pack the pictures again with plain names`,
  zipNested: ({ name, entry }) => `"${name}" holds another archive, "${entry}"; pack the pictures themselves`,
  zipNoPicture: ({ name, entry }) =>
    `"${name}" holds "${entry}", which is no picture; pack pictures only (PNG, JPEG or WEBP)`,
  zipTooMany: ({ name }) =>
    `"${name}" holds more than ${MAX_ZIP_FILES} files; pack fewer pictures, or several ZIP files`,
  zipTooLarge: ({ name }) =>
    `"${name}" unpacks to more than ${MAX_ZIP_MEGABYTES} MB, or to far more than pictures do; pack fewer or smaller pictures`,
};

const CODES: Partial<Record<UploadProblem, ErrorCode>> = {
  tooLarge: "PAYLOAD_TOO_LARGE",
  notMedia: "UNSUPPORTED_MEDIA_TYPE",
  svg: "UNSUPPORTED_MEDIA_TYPE",
  otherKind: "UNSUPPORTED_MEDIA_TYPE",
};

export function uploadRefusal(problem: UploadProblem, facts: Facts): AppError {
  const { name, claim = "image", found = "another", entry = "" } = facts;
  const sentence = SENTENCES[problem]({ name, claim, found, entry });
  return new AppError(CODES[problem] ?? "INVALID_INPUT", `file: ${sentence}`, {
    field: "file",
    reason: problem,
    facts: { ...facts },
  });
}
