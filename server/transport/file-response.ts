/** Kept files over HTTP: ranges for players, names in any script, and nothing in them can act on this site. */
import { Readable } from "node:stream";
import rangeParser from "range-parser";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { FilePart, KeptFile } from "../storage/file-place";
import { problem } from "./problem";

export interface ServedFile {
  readonly file: KeptFile;
  readonly fileName: string;
  readonly mimeType: string;
  /** Names the content; it never changes under the same tag. */
  readonly tag: string;
  /** Its address never has another content: the browser need not ask again. */
  readonly immutable?: boolean;
}

interface Options {
  /** Save instead of show. */
  readonly download: boolean;
  /** When the file has gone meanwhile. */
  readonly missing: ErrorCode;
}

/**
 * A result may be HTML or SVG made by strangers, and it is served from the address that holds the session: `sandbox`
 * gives it an origin of its own and no scripts.
 */
const POLICY =
  "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self' data:; style-src 'unsafe-inline'";

/** @throws AppError with the given code when the file is gone */
export async function fileResponse(
  request: Request,
  { file, fileName, mimeType, tag, immutable }: ServedFile,
  options: Options,
): Promise<Response> {
  const { size } = file;
  const etag = `"${tag}"`;
  const headers = {
    "content-type": contentType(mimeType),
    "content-disposition": disposition(fileName, options.download),
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "accept-ranges": "bytes",
    "cache-control": immutable ? "private, max-age=31536000, immutable" : "private, max-age=3600",
    etag,
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const part = requestedPart(request.headers, size, etag);
  if (part === "unsatisfiable") return unsatisfiable(size);
  const { start, end } = part ?? { start: 0, end: size - 1 };
  const length = end - start + 1;
  const sized = { ...headers, "content-length": String(length) };
  if (length === 0 || request.method === "HEAD") return new Response(null, { headers: sized });
  const content = await file.read({ start, end });
  if (content === null) throw new AppError(options.missing, "The file is not on this server any more");
  const body = webStream(content);
  if (!part) return new Response(body, { headers: sized });
  return new Response(body, {
    status: 206,
    headers: { ...sized, "content-range": `bytes ${start}-${end}/${size}` },
  });
}

/** The one range asked for; null = the whole file, which is also a right answer to several ranges. */
function requestedPart(headers: Headers, size: number, etag: string): FilePart | "unsatisfiable" | null {
  const range = headers.get("range");
  const ifRange = headers.get("if-range");
  if (range === null || size === 0 || (ifRange !== null && ifRange !== etag)) return null;
  const parts = rangeParser(size, range, { combine: true });
  if (parts === -1) return "unsatisfiable";
  if (parts === -2 || parts.type !== "bytes" || parts.length !== 1) return null;
  return parts[0] ?? null;
}

function unsatisfiable(size: number): Response {
  return problem(new AppError("INVALID_INPUT", `The range lies outside the file's ${size} bytes`), {
    status: 416,
    headers: { "content-range": `bytes */${size}` },
  });
}

/** Ends, fails or is cancelled: in each case the read has ended too. */
function webStream(content: Readable): ReadableStream<Uint8Array> {
  // The cast: Node's and the DOM's typings differ.
  return Readable.toWeb(content) as unknown as ReadableStream<Uint8Array>;
}

function contentType(mimeType: string): string {
  return mimeType.startsWith("text/") && !mimeType.includes("charset")
    ? `${mimeType}; charset=utf-8`
    : mimeType;
}

/** RFC 6266: an ASCII name for old programs, the real one beside it. */
function disposition(fileName: string, download: boolean): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(fileName.replace(/\p{Surrogate}/gu, "_")).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${download ? "attachment" : "inline"}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
