/** Files go by REST: in as a form, out as they are. */
import { type Connection, requestAgain } from "./connection.js";
import type { OutputView, UploadView } from "./contract.js";

export interface UploadOptions {
  /** Default: that of a File. */
  readonly fileName?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Hands a file in for the inputs of tasks, up to 30 MB. It is kept once by its content, so sending again does no harm. */
export async function upload(
  connection: Connection,
  file: Blob,
  { fileName, signal }: UploadOptions = {},
): Promise<UploadView> {
  const form = new FormData();
  form.append("file", file, fileName ?? (file instanceof File ? file.name : "file"));
  const response = await requestAgain(connection, `${connection.url}/api/uploads`, {
    method: "POST",
    body: form,
    ...(signal && { signal }),
  });
  return (await response.json()) as UploadView; // the shape of a 201
}

export interface DownloadOptions {
  /** So many bytes are here already, of a file that was not read to its end. */
  readonly fromByte?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A kept result; one that is still being copied is waited for. Its `body` is a stream.
 * @returns with status 206 what follows after `fromByte`, with 200 the whole file
 * @throws HubQueueError OUTPUT_NOT_FOUND, NOT_READY after the last try
 */
export function download(
  connection: Connection,
  output: Pick<OutputView, "id"> | string,
  { fromByte = 0, signal }: DownloadOptions = {},
): Promise<Response> {
  const id = typeof output === "string" ? output : output.id;
  return requestAgain(connection, `${connection.url}/api/outputs/${encodeURIComponent(id)}`, {
    ...(fromByte > 0 && { headers: { range: `bytes=${fromByte}-`, "if-range": `"${id}"` } }),
    ...(signal && { signal }),
  });
}
