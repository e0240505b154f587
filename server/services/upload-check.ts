/** Is a file what its name says? The content decides; the sender's word counts only where the content has no signature. */
import { open } from "node:fs/promises";
import { type FileTypeResult, fileTypeFromFile } from "file-type";
import sharp from "sharp";
import { endingOf } from "@/lib/file-name";
import { claimOfEnding, type MediaClaim } from "@/lib/upload-problem";
import { uploadRefusal } from "./upload-refusal";
import { zipProblem } from "./zip-check";

export interface GivenFile {
  readonly path: string;
  /** Cleaned. */
  readonly name: string;
  /** As the sender names it. */
  readonly claimedType: string;
  /** Bytes. */
  readonly size: number;
}

const FALLBACK_TYPE = "application/octet-stream";
const HEAD_BYTES = 4096;
/** Pictures whose head this server can read itself. */
const READABLE_PICTURES = [
  "image/png",
  "image/apng",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "image/tiff",
  "image/avif",
];

/** @returns its media type. @throws AppError INVALID_INPUT, UNSUPPORTED_MEDIA_TYPE, with a `reason` of lib/upload-problem */
export async function checkUpload({ path, name, claimedType, size }: GivenFile): Promise<string> {
  if (size === 0) throw uploadRefusal("empty", { name });
  const claim = claimOf(name, claimedType);
  const type = await fileTypeFromFile(path).catch(() => undefined);
  const found = type?.mime;
  if (claim !== null) await requireKind(path, name, claim, type);
  if (found === "application/zip" || claim === "zip") {
    const problem = await zipProblem(path);
    if (problem) throw uploadRefusal(problem.problem, { name, entry: problem.entry });
  }
  if (found !== undefined && READABLE_PICTURES.includes(found) && !(await hasPictureHead(path)))
    throw uploadRefusal("damaged", { name });
  return found ?? textType(claimedType);
}

/** By its ending; a name without one claims what the sender says. */
function claimOf(name: string, claimedType: string): MediaClaim | null {
  const ending = endingOf(name);
  if (ending !== "") return claimOfEnding(ending);
  const family = claimedType.split("/")[0]?.trim().toLowerCase();
  return family === "image" || family === "video" || family === "audio" ? family : null;
}

async function requireKind(
  path: string,
  name: string,
  claim: MediaClaim,
  found: FileTypeResult | undefined,
): Promise<void> {
  const head = await headOf(path);
  if (isSvg(head) || endingOf(name).startsWith("svg")) throw uploadRefusal("svg", { name });
  if (found === undefined || found.mime === "application/xml" || isUtf16(head)) {
    // Bytes that nobody knows may be a format that RunningHub does: it decides.
    if (isText(head)) throw uploadRefusal("notMedia", { name, claim });
  } else if (!isOfKind(found.mime, claim))
    throw uploadRefusal("otherKind", { name, claim, found: found.ext.toUpperCase() });
}

function isOfKind(found: string, claim: MediaClaim): boolean {
  // Formats packed as ZIP files have types of their own, and are judged as ZIP files.
  if (claim === "zip") return found.startsWith("application/");
  if (claim === "image") return found.startsWith("image/");
  // The same containers hold both.
  return /^(?:video|audio)\/|^application\/(?:ogg|mp4|mxf|vnd\.ms-asf)/.test(found);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const withoutMark = (head: Buffer) => head.toString("latin1").replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, "");

function isSvg(head: Buffer): boolean {
  return /^(?:<\?xml[^>]*>|<!--[\s\S]*?-->|<!doctype[^>[]*(?:\[[\s\S]*?\])?[^>]*>|\s)*<(?:\w+:)?svg[\s>]/i.test(
    withoutMark(head),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells bytes from text
const NO_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** Its mark is taken for the head of a sound by the detection of types. */
const isUtf16 = (head: Buffer) => /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head.toString("latin1"));

/** Text in any encoding: markup or a script at the beginning, UTF-16, or no byte that texts do not have. */
function isText(head: Buffer): boolean {
  const text = withoutMark(head);
  return isUtf16(head) || /^(?:<[!?a-z]|#!)/i.test(text) || !NO_TEXT.test(text);
}

async function hasPictureHead(path: string): Promise<boolean> {
  return sharp(path)
    .metadata()
    .then(
      ({ width, height }) => width > 0 && height > 0,
      () => false,
    );
}

function textType(claimed: string): string {
  const type = claimed.split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "text/plain" || type === "application/json" ? type : FALLBACK_TYPE;
}
