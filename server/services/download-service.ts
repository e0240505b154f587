/** Keeps results: RunningHub's links expire within a day, so each is copied at once. Never re-runs a task. */
import { Readable } from "node:stream";
import mime from "mime";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/uuid";
import type { Logger } from "../log";
import type { FileRepository, Output } from "../persistence/file-repository";
import { isRunningHubError } from "../runninghub/contract";
import type { openResult } from "../runninghub/open-result";
import { type FileStore, TooLarge } from "../storage/file-store";
import type { InFlight } from "./in-flight";

interface Ports {
  readonly files: Pick<
    FileRepository,
    "takeDue" | "resumeDownloads" | "stored" | "downloadFailed" | "retryDownload" | "findOutput"
  >;
  readonly store: FileStore;
  readonly openResult: typeof openResult;
  readonly inFlight: InFlight;
  readonly log: Logger;
}

const DOWNLOADS_AT_ONCE = 4;
/** One download may take this long; the output is held that long against other processes. */
const DOWNLOAD_TIMEOUT_SECONDS = 600;
const MAX_TRIES = 8;
const MAX_RESULT_BYTES = 2 ** 31 - 1; // what the size column holds
/** A reader who comes while the copy is being made waits this long for it. */
const WAIT_FOR_COPY_MS = 10_000;
const WAIT_STEP_MS = 300;

export class DownloadService {
  constructor(private readonly ports: Ports) {}

  /** Begins every download that is due, a few at a time. */
  async downloadDue(): Promise<void> {
    const room = DOWNLOADS_AT_ONCE - this.ports.inFlight.size;
    if (room <= 0) return;
    for (const output of await this.ports.files.takeDue(room, DOWNLOAD_TIMEOUT_SECONDS)) {
      this.ports.inFlight.begin(output.id, () => this.keep(output));
    }
  }

  /** Removes the kept results of a task that is gone for good. */
  forget(taskId: string): Promise<void> {
    return this.ports.store.remove(`results/${taskId}`);
  }

  /** For a process that has just begun to run the queue. */
  resume(): Promise<void> {
    return this.ports.files.resumeDownloads();
  }

  /** The kept copy. Waits a little for one that is being made. @throws AppError OUTPUT_NOT_FOUND, NOT_READY */
  async open(id: string): Promise<{ fileName: string; mimeType: string; size: number; path: string }> {
    const deadline = performance.now() + WAIT_FOR_COPY_MS;
    for (;;) {
      const output = isUuid(id) ? await this.ports.files.findOutput(id) : null;
      if (!output) throw new AppError("OUTPUT_NOT_FOUND", "There is no such result");
      if (output.fileKey !== null) {
        return {
          fileName: `${output.workflowName}-${id.slice(-8)}.${output.fileType}`,
          mimeType: output.mimeType ?? typeOf(output.fileType),
          size: output.size ?? 0,
          path: this.ports.store.pathOf(output.fileKey),
        };
      }
      if (output.state === "FAILED") {
        throw new AppError(
          "OUTPUT_NOT_FOUND",
          `The result could not be copied from RunningHub: ${output.error ?? "unknown cause"}`,
        );
      }
      if (performance.now() > deadline)
        throw new AppError(
          "NOT_READY",
          "The result is still being copied from RunningHub; try again shortly",
        );
      await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
    }
  }

  private async keep(output: Output): Promise<void> {
    const fileKey = `results/${output.taskId}/${output.id}.${safeExtension(output.fileType)}`;
    try {
      const { body, contentType } = await this.source(output);
      const { size, sha256 } = await this.ports.store.write(fileKey, body, MAX_RESULT_BYTES);
      await this.ports.files.stored(output.id, {
        fileKey,
        size,
        sha256,
        mimeType: contentType ?? typeOf(output.fileType),
      });
    } catch (error) {
      await this.failed(output, error);
    }
  }

  private async source(output: Output): Promise<{ body: Readable; contentType: string | null }> {
    if (output.remoteUrl !== null) {
      const opened = await this.ports.openResult(output.remoteUrl, {
        signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_SECONDS * 1000),
        isPage: typeOf(output.fileType) === "text/html",
      });
      return { body: opened.stream, contentType: mime.getType(output.fileType) ?? opened.mimeType };
    }
    return { body: Readable.from([Buffer.from(output.text ?? "", "utf8")]), contentType: "text/plain" };
  }

  private async failed(output: Output, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    const final =
      output.tries >= MAX_TRIES || error instanceof TooLarge || (isGone(error) && output.tries >= 3);
    this.ports.log.warn(
      { outputId: output.id, tries: output.tries, final, reason: message },
      "download failed",
    );
    if (final) await this.ports.files.downloadFailed(output.id, message);
    else await this.ports.files.retryDownload(output.id, Math.min(120, 2 ** output.tries), message);
  }
}

/** The link has expired, or is none: later tries will not help. */
function isGone(error: unknown): boolean {
  return isRunningHubError(error) && !error.retryable;
}

function typeOf(fileType: string): string {
  return mime.getType(fileType) ?? "application/octet-stream";
}

function safeExtension(fileType: string): string {
  return (
    fileType
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")
      .slice(0, 10) || "bin"
  );
}
