/** Keeps results: RunningHub's links expire within a day, so each is copied at once. Never re-runs a task. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { OutputFailure } from "@/lib/output-failure";
import type { OutputView } from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import type { Logger } from "../log";
import type { Output, OutputRepository } from "../persistence/output-repository";
import { isRunningHubError } from "../runninghub/contract";
import { step } from "../step";
import type { KeptFile } from "../storage/file-place";
import { type FileStore, TooLarge } from "../storage/file-store";
import { isStorageProblem } from "../storage/storage-problem";
import type { InFlight } from "./in-flight";
import type { ResultNames } from "./result-names";
import { LinkExpired, type ResultSource, typeOf } from "./result-source";
import { authorize } from "./rights";

interface Ports {
  readonly outputs: Pick<
    OutputRepository,
    | "find"
    | "view"
    | "takeDue"
    | "resumeDownloads"
    | "stored"
    | "failed"
    | "retryDownload"
    | "putOff"
    | "retryFailed"
  >;
  readonly store: FileStore;
  readonly source: Pick<ResultSource, "open">;
  readonly names: Pick<ResultNames, "of">;
  readonly inFlight: InFlight;
  readonly kick: () => void;
  readonly log: Logger;
}

const DOWNLOADS_AT_ONCE = 4;
/** One download may take this long; the output is held that long against other processes. */
const DOWNLOAD_TIMEOUT_SECONDS = 600;
const MAX_TRIES = 8;
/** Our own storage is what fails: no try of the result, and the next one comes after so long. */
const STORAGE_PAUSE_SECONDS = 60;
/** An expired link is believed to be one for good after so many tries. */
const MAX_EXPIRED_TRIES = 3;
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
    for (const output of await this.ports.outputs.takeDue(room, DOWNLOAD_TIMEOUT_SECONDS)) {
      const { id, taskId, attemptId } = output;
      this.ports.inFlight.begin(id, () =>
        step("queue.download", { taskId, attemptId, outputId: id }, () => this.keep(output)),
      );
    }
  }

  /** For a process that has just begun to run the queue. */
  resume(): Promise<void> {
    return this.ports.outputs.resumeDownloads();
  }

  /** The kept copy. Waits a little for one that is being made. @throws AppError OUTPUT_NOT_FOUND, NOT_READY */
  async open(id: string): Promise<{ fileName: string; mimeType: string; file: KeptFile }> {
    const deadline = performance.now() + WAIT_FOR_COPY_MS;
    for (;;) {
      const output = isUuid(id) ? await this.ports.outputs.find(id) : null;
      if (!output) throw new AppError("OUTPUT_NOT_FOUND", "There is no such result");
      if (output.fileKey !== null) {
        const file = await this.ports.store.find(output.fileKey);
        if (file === null) throw new AppError("OUTPUT_NOT_FOUND", "The file is not on this server any more");
        const mimeType = output.mimeType ?? typeOf(output.fileType);
        return { fileName: await this.ports.names.of(id), mimeType, file };
      }
      if (output.removedAt !== null) {
        const day = output.removedAt.toISOString().slice(0, 10);
        throw new AppError("OUTPUT_NOT_FOUND", `The result was removed by the rules of retention on ${day}`);
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

  /**
   * Fetches a result again whose copy failed; its task is not run again. One that is kept or being copied is left alone.
   * @throws AppError OUTPUT_NOT_FOUND, FORBIDDEN
   */
  async retry(actor: Actor, id: string): Promise<OutputView> {
    authorize(actor, "changeTasks");
    const { outputs, kick } = this.ports;
    const known = isUuid(id) ? await outputs.view(id) : null;
    if (known?.state === "FAILED" && (await outputs.retryFailed(id, actor.name))) kick();
    const output = known && (await outputs.view(id));
    if (!output) throw new AppError("OUTPUT_NOT_FOUND", "There is no such result");
    return output;
  }

  private async keep(output: Output): Promise<void> {
    const { outputs, source, store } = this.ports;
    const signal = AbortSignal.timeout(DOWNLOAD_TIMEOUT_SECONDS * 1000);
    try {
      const { body, mimeType } = await source.open(output, signal);
      const { key, size, sha256 } = await store.writeByContent("results", body, MAX_RESULT_BYTES);
      await outputs.stored(output.id, { fileKey: key, size, sha256, mimeType }, () => store.exists(key));
    } catch (error) {
      await this.failed(output, error);
    }
  }

  private async failed({ id, tries }: Output, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    if (isStorageProblem(error)) {
      this.ports.log.warn({ reason: message }, "a result cannot be kept yet");
      await this.ports.outputs.putOff(id, STORAGE_PAUSE_SECONDS, message);
      return;
    }
    const code = failureOf(error);
    const final =
      tries >= MAX_TRIES ||
      code === "TOO_LARGE" ||
      code === "FORBIDDEN_ADDRESS" ||
      (code === "LINK_EXPIRED" && tries >= MAX_EXPIRED_TRIES);
    this.ports.log.warn({ tries, final, reason: message }, "download failed");
    if (final) await this.ports.outputs.failed(id, code, message);
    else await this.ports.outputs.retryDownload(id, Math.min(120, 2 ** tries), message);
  }
}

function failureOf(error: unknown): OutputFailure {
  if (error instanceof TooLarge) return "TOO_LARGE";
  if (error instanceof LinkExpired) return "LINK_EXPIRED";
  const code = isRunningHubError(error) ? error.facts.code : null;
  if (code === "FORBIDDEN_ADDRESS") return code;
  return code === "NOT_THE_FILE" || code === "HTML" ? "NOT_THE_FILE" : "FETCH_FAILED";
}
