/** JSON request bodies: bounded, strictly decoded, and with every digit of their numbers. */
import { isSafeNumber, parse } from "lossless-json";
import { AppError } from "@/lib/errors";

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** @throws AppError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, INVALID_INPUT (empty or malformed) */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type");
  if (type !== null && !JSON_TYPE.test(type)) throw notJson(`not ${type.slice(0, 100)}`);
  const text = await readText(request, maxBytes);
  if (text.trim() === "") throw new AppError("INVALID_INPUT", "The body is empty; send a JSON object");
  if (type === null) throw notJson("and the request names no Content-Type");
  try {
    return parseJson(text);
  } catch (error) {
    // Also a RangeError, for a body nested deeper than the stack.
    const detail = error instanceof SyntaxError ? error.message.slice(0, 200) : "nested too deeply";
    throw new AppError("INVALID_INPUT", `The body is not valid JSON: ${detail}`);
  }
}

function notJson(detail: string): AppError {
  return new AppError("UNSUPPORTED_MEDIA_TYPE", `The body must be application/json, ${detail}`);
}

/** May a number be one that a JavaScript number cannot keep? Errs on the side of yes. */
const MAYBE_UNSAFE = /\d[\d.]{15}|\d[eE][+\d-]/;
/** No piece of text shorter than this holds such a number. */
const LEAST_UNSAFE = 3;

/** May the text hold a number that a JavaScript number cannot keep? Strings are passed over: ids in them look like some. */
function maybeUnsafe(text: string): boolean {
  if (!MAYBE_UNSAFE.test(text)) return false;
  let from = 0;
  for (;;) {
    const quote = text.indexOf('"', from);
    const end = quote === -1 ? text.length : quote;
    if (end - from >= LEAST_UNSAFE && MAYBE_UNSAFE.test(text.slice(from, end))) return true;
    if (quote === -1) return false;
    from = afterString(text, quote);
  }
}

/** @param quote where the string begins */
function afterString(text: string, quote: number): number {
  let end = text.indexOf('"', quote + 1);
  for (; end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/** Like JSON.parse, but a number that would lose digits (a seed, an id) becomes the string of its digits. */
export function parseJson(text: string): unknown {
  // The exact parser is written in JavaScript and 25 times slower, which a bulk body of many megabytes would feel.
  if (!maybeUnsafe(text)) return JSON.parse(text);
  return parse(text, undefined, {
    parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : digits),
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

/** @throws AppError PAYLOAD_TOO_LARGE, INVALID_INPUT (not UTF-8, or broken off) */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parts: string[] = [];
  let size = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      parts.push(decoder.decode(chunk, { stream: true }));
    }
    parts.push(decoder.decode());
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("INVALID_INPUT", "The body is not UTF-8 text, or it broke off");
  }
  return parts.join("");
}

/** @throws AppError PAYLOAD_TOO_LARGE, INVALID_INPUT (broken off) */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      parts.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("INVALID_INPUT", "The body broke off");
  }
  return Buffer.concat(parts);
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  // Left unread on purpose after a refusal: cancelling would reset the connection before the answer is read.
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

function tooLarge(maxBytes: number): AppError {
  return new AppError("PAYLOAD_TOO_LARGE", `The body is larger than ${maxBytes / 1024 / 1024} MB`);
}
