/** Is a result what its type says? An error page that is kept as a picture would be found out by nobody in time. */
import { fileTypeFromBuffer } from "file-type";
import { claimOfEnding } from "@/lib/upload-problem";
import { RunningHubError } from "../runninghub/contract";

/** As much as the detection of types wants to see. */
const HEAD_BYTES = 4_100;
const MEDIA = /^(?:image|video|audio)\/|^application\/(?:ogg|mp4|mxf|vnd\.ms-asf)/;

/**
 * Passes the bytes on once their beginning has been looked at. Bytes of an unknown kind are kept: they were paid for.
 * @param fileType ending without its dot, lower case
 * @throws RunningHubError, retryable, for what hosts say instead of a picture, film or sound, and for files of another kind
 */
export async function* checkedResult(
  bytes: AsyncIterable<Buffer>,
  fileType: string,
): AsyncGenerator<Buffer, void, undefined> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    await requireMedium(head, fileType);
    yield head;
    head = null;
  }
  if (head === null) return;
  await requireMedium(head, fileType);
  yield head;
}

async function requireMedium(head: Buffer, fileType: string): Promise<void> {
  const claim = claimOfEnding(fileType);
  if (claim === null || claim === "zip" || fileType.startsWith("svg")) return;
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined ? !isAnswer(head) : MEDIA.test(found.mime)) return;
  throw new RunningHubError(
    "protocol",
    `the file does not begin like ${fileType.toUpperCase()}; ${found ? `it is ${found.mime}` : "it may be an error page"}`,
    { retryable: true, code: "NOT_THE_FILE" },
  );
}

/** Nothing at all, markup, or JSON: what a host says instead of the file. */
function isAnswer(head: Buffer): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:[<{[]|$)/.test(head.toString("latin1"));
}
