import { ERROR_CODES, type ErrorCode } from "@/lib/errors";
import { type UploadView, uploadViewSchema } from "@/lib/task-schemas";

/** Why an upload ended without a file: the server's code, or null when it was not reached. */
export class UploadFailure extends Error {
  constructor(readonly code: ErrorCode | null) {
    super(code ?? "the server was not reached");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function codeIn(body: unknown): ErrorCode | null {
  if (typeof body !== "object" || body === null || !("code" in body)) return null;
  return ERROR_CODES.find((code) => code === body.code) ?? "INTERNAL";
}

/**
 * Streams one file to the server. XMLHttpRequest, because fetch tells nothing about the bytes already sent.
 * @param onProgress bytes sent so far
 * @throws UploadFailure; DOMException "AbortError" after `signal`
 */
export function sendUpload(
  file: File,
  options: { signal: AbortSignal; onProgress: (sentBytes: number) => void },
): Promise<UploadView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    // The form around the file is sent too; never show more than the file has.
    request.upload.onprogress = (event) => options.onProgress(Math.min(event.loaded, file.size));
    request.onerror = () => reject(new UploadFailure(null));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.onload = () => {
      const body = parse(request.responseText);
      const view = uploadViewSchema.safeParse(body);
      if (request.status === 201 && view.success) resolve(view.data);
      else reject(new UploadFailure(codeIn(body) ?? "INTERNAL"));
    };
    options.signal.addEventListener("abort", () => request.abort(), { once: true });
    const form = new FormData();
    form.append("file", file);
    request.open("POST", "/api/uploads");
    request.setRequestHeader("Accept", "application/json");
    request.send(form);
  });
}
