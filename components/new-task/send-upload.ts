import { createTRPCClient, httpLink } from "@trpc/client";
import { z } from "zod";
import { errorCode } from "@/lib/client-error";
import type { ErrorCode } from "@/lib/errors";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";
import { type UploadView, uploadViewSchema } from "@/lib/task-schemas";
import { UPLOAD_PROBLEMS, type UploadProblem } from "@/lib/upload-problem";
import type { AppRouter } from "@/server/transport/router";

/** What is wrong with the file, as the server found it. */
export interface UploadRefusal {
  readonly reason: UploadProblem;
  readonly facts: Readonly<Record<string, string>>;
}

/** Why an upload ended without a file: the server's code, or null when it was not reached. */
export class UploadFailure extends Error {
  constructor(
    readonly code: ErrorCode | null,
    readonly refusal: UploadRefusal | null = null,
    /** When the server wants to be asked again. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(code ?? "the server was not reached");
  }
}

interface Options {
  readonly signal: AbortSignal;
  /** Told the bytes sent so far. */
  readonly onProgress: (sentBytes: number) => void;
}

const LONG_ENOUGH_SECONDS = 10;

const refusalSchema = z.object({
  reason: z.enum(UPLOAD_PROBLEMS),
  facts: z.record(z.string(), z.string()).default({}),
});
const server = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });

/**
 * Hands one file to the server, which is asked first whether it has the content: then nothing is sent.
 * @throws UploadFailure; DOMException "AbortError" after `signal`
 */
export async function sendUpload(file: File, options: Options): Promise<UploadView> {
  for (;;) {
    const known = await knownUpload(file, options.signal);
    options.signal.throwIfAborted();
    try {
      return known ?? (await transfer(file, options));
    } catch (error) {
      // Thousands of files at once are more than the server answers; none of them has failed.
      if (!(error instanceof UploadFailure) || error.code !== "RATE_LIMITED") throw error;
      await pause(error.retryAfterSeconds ?? LONG_ENOUGH_SECONDS, options.signal);
    }
  }
}

/** @throws DOMException "AbortError" after `signal` */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new DOMException("cancelled", "AbortError"));
      },
      { once: true },
    );
  });
}

/** Null also when it cannot be found out: over plain HTTP browsers have no digests, and a server that is away says so later. */
async function knownUpload(file: File, signal: AbortSignal): Promise<UploadView | null> {
  const isTaken = file.size > 0 && file.size <= MAX_UPLOAD_BYTES;
  if (!isTaken || globalThis.crypto?.subtle === undefined) return null;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return await server.uploads.find.mutate({ sha256, size: file.size, fileName: file.name }, { signal });
  } catch (error) {
    const data = typeof error === "object" && error !== null && "data" in error ? error.data : null;
    const refusal = refusalIn(data);
    if (refusal !== null) throw new UploadFailure(errorCode(error), refusal);
    return null;
  }
}

function refusalIn(answer: unknown): UploadRefusal | null {
  return refusalSchema.safeParse(answer).data ?? null;
}

/** Streams the file. XMLHttpRequest, because fetch tells nothing about the bytes already sent. */
function transfer(file: File, options: Options): Promise<UploadView> {
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
      else {
        const retryAfter = Number(request.getResponseHeader("retry-after") ?? LONG_ENOUGH_SECONDS);
        reject(new UploadFailure(errorCode(body) ?? "INTERNAL", refusalIn(body), retryAfter));
      }
    };
    options.signal.addEventListener("abort", () => request.abort(), { once: true });
    const form = new FormData();
    form.append("file", file);
    request.open("POST", "/api/uploads");
    request.setRequestHeader("Accept", "application/json");
    request.send(form);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
