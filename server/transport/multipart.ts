/** One uploaded file, streamed through: it is never held in memory. */
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import busboy from "busboy";
import { AppError, isAppError } from "@/lib/errors";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";

const FIELD = "file";
/** Room for the form around the file. */
const FORM_BYTES = 1024 * 1024;

export interface IncomingFile {
  readonly fileName: string;
  readonly mimeType: string;
  readonly stream: Readable;
}

/**
 * Hands the form's `file` to `store` and returns its result.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, INVALID_INPUT (no file, several, malformed); what `store` throws
 */
export async function receiveFile<T>(
  request: Request,
  store: (file: IncomingFile) => Promise<T>,
): Promise<T> {
  const form = formParser(request);
  let storing: Promise<T> | null = null;
  let extra = false;
  form.on("file", (name, stream, info) => {
    // What busboy finds broken reaches us through the form as well; unheard, it would end the process.
    stream.on("error", () => {});
    if (name !== FIELD || storing) {
      extra = true;
      stream.resume();
      return;
    }
    // busboy stands still when its own stream is destroyed half-way, so the store gets another one.
    const passed = new PassThrough();
    stream.on("error", (error) => passed.destroy(error));
    stream.pipe(passed);
    storing = store({ fileName: info.filename || FIELD, mimeType: info.mimeType, stream: passed });
    // The rest of a refused file is read and dropped: an answer in the middle of an upload is a broken connection to many clients.
    storing.catch(() => stream.unpipe(passed).resume());
  });
  const broken = await pipeline(bodyOf(request), form).then(
    () => false,
    () => true,
  );
  try {
    const result = await settled<T>(storing);
    if (broken) throw malformed();
    if (!result) throw missing(extra);
    return result.value;
  } catch (error) {
    // The store's own refusal says more than the form's; its failure to read a broken form says less.
    throw broken && !isAppError(error) ? malformed() : error;
  }
}

async function settled<T>(storing: Promise<T> | null): Promise<{ value: T } | null> {
  return storing === null ? null : { value: await storing };
}

function malformed(): AppError {
  return new AppError("INVALID_INPUT", "The upload is not a well-formed multipart form, or it broke off");
}

function formParser(request: Request): busboy.Busboy {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(type)) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send the file as multipart/form-data, in the field `file`");
  }
  if (Number(request.headers.get("content-length") ?? 0) > MAX_UPLOAD_BYTES + FORM_BYTES) {
    throw new AppError("PAYLOAD_TOO_LARGE", "The file is larger than 30 MB, the most RunningHub takes", {
      field: FIELD,
    });
  }
  try {
    return busboy({
      headers: { "content-type": type },
      defParamCharset: "utf8",
      // One byte more than is taken, so that the store sees that it is too much.
      limits: { fileSize: MAX_UPLOAD_BYTES + 1, fieldSize: FORM_BYTES, fields: 20, files: 20 },
    });
  } catch {
    throw new AppError("INVALID_INPUT", "The Content-Type of the upload has no boundary");
  }
}

function bodyOf(request: Request): Readable {
  // The same stream: Node's and the DOM's typings of it do not know each other.
  return request.body ? Readable.fromWeb(request.body as NodeReadableStream<Uint8Array>) : Readable.from([]);
}

function missing(otherFields: boolean): AppError {
  const message = otherFields
    ? "file: is missing; the form has files under other names only"
    : "file: is missing; send one file in the field `file`";
  return new AppError("INVALID_INPUT", message, { field: FIELD });
}
