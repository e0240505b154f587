import rangeParser from "range-parser";
import type { Call, SimulatorApp, SimulatorParts } from "./http-context";
import { sha256Hex } from "./ids";
import { mediaTypeOf } from "./media-type";

const HOUR_MS = 3_600_000;
const EXPIRED =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';

export const xmlReply = (status: number, body = EXPIRED) =>
  new Response(body, { status, headers: { "content-type": "application/xml" } });

/** The part that is asked for; null = the whole, also where the file is not the one that was begun. */
function askedPart(
  call: Call,
  size: number,
  etag: string,
): { start: number; end: number } | null | "outside" {
  const range = call.req.header("range");
  const ifRange = call.req.header("if-range");
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return null;
  const parts = rangeParser(size, range);
  if (parts === -1) return "outside";
  return parts === -2 ? null : (parts[0] ?? null);
}

/** Results as an object store serves them: whole or in part, with a tag that names the content. */
export function mountResults(app: SimulatorApp, { engine, files }: SimulatorParts): void {
  const hasExpired = (call: Call): boolean => {
    const { linkLifetimeHours } = engine.settings;
    const issuedAt = call.req.query("t");
    if (linkLifetimeHours === null || issuedAt === undefined) return false;
    return engine.now() - Number(issuedAt) > linkLifetimeHours * HOUR_MS;
  };

  app.get("/files/output/:taskId/:name", async (call: Call) => {
    const file = await files.fetch(call.req.param("taskId") ?? "", call.req.param("name") ?? "");
    if (file === "expired" || hasExpired(call)) return xmlReply(403);
    if (file === "not-found") return xmlReply(404, "<Error><Code>NoSuchKey</Code></Error>");
    const { fileEdition, fileRanges } = engine.settings;
    // What follows the end of a picture or a video is not looked at.
    const bytes = Buffer.concat([file.bytes, Buffer.alloc(fileEdition, " ")]);
    const type = { "content-type": mediaTypeOf(file.fileType) };
    const whole = { ...type, "content-length": String(bytes.length) };
    if (!fileRanges) return new Response(new Uint8Array(bytes), { headers: whole });
    const etag = `"${sha256Hex(bytes).slice(0, 32)}"`;
    const headers = { ...whole, etag, "accept-ranges": "bytes" };
    const part = askedPart(call, bytes.length, etag);
    if (part === "outside")
      return new Response(null, { status: 416, headers: { "content-range": `bytes */${bytes.length}` } });
    if (part === null) return new Response(new Uint8Array(bytes), { headers });
    const { start, end } = part;
    return new Response(new Uint8Array(bytes.subarray(start, end + 1)), {
      status: 206,
      headers: {
        ...headers,
        "content-length": String(end - start + 1),
        "content-range": `bytes ${start}-${end}/${bytes.length}`,
      },
    });
  });
}
