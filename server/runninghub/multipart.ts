import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";

export interface MultipartBody {
  readonly headers: { readonly "content-type": string; readonly "content-length": string };
  /** Reads the file anew; one body per request. */
  open(): Readable;
}

/**
 * A multipart form with text fields and one file `file`, streamed from disk with its length known up front (RunningHub's
 * gateway does not take chunked uploads for granted). @throws when the file cannot be read.
 */
export async function multipartBody(
  fields: Readonly<Record<string, string>>,
  file: { readonly fileName: string; readonly mimeType: string; readonly path: string },
): Promise<MultipartBody> {
  const boundary = `----hubqueue-${randomBytes(16).toString("hex")}`;
  const { size } = await stat(file.path);
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(file.mimeType) ? file.mimeType : "application/octet-stream";
  const head = Buffer.from(
    `${parts.join("")}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(file.fileName)}"\r\ncontent-type: ${type}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  async function* chunks() {
    yield head;
    if (size > 0) yield* createReadStream(file.path, { end: size - 1 });
    yield tail;
  }
  return {
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": String(head.length + size + tail.length),
    },
    open: () => Readable.from(chunks(), { objectMode: false }),
  };
}

/** As browsers do it: a quote or line break would end the header. */
function quoted(text: string): string {
  return text.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
