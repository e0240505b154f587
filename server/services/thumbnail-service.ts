/** Small pictures of kept results and of uploads: made once per content, when somebody first looks. */
import { Readable } from "node:stream";
import pLimit from "p-limit";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/uuid";
import type { FileRepository } from "../persistence/file-repository";
import type { OutputRepository } from "../persistence/output-repository";
import type { KeptFile } from "../storage/file-place";
import { contentKey, type FileStore } from "../storage/file-store";
import { smallPicture } from "../storage/small-picture";
import { typeOf } from "./result-source";

interface Ports {
  readonly files: Pick<FileRepository, "findUpload">;
  readonly outputs: Pick<OutputRepository, "find">;
  readonly store: FileStore;
}

export interface Thumbnail {
  readonly file: KeptFile;
  /** Of the picture it was made of. */
  readonly sha256: string;
}

/** A list asks for fifty at once. Decoding shares its threads with every read of a file: it gets half of them. */
const MADE_AT_ONCE = 2;
const MAX_BYTES = 1024 * 1024;
/** Larger files are no pictures for lists: where they lie elsewhere, reading them would cost more than it gives. */
const MAX_SOURCE_BYTES = 256 * 1024 * 1024;
/** Contents remembered as ones that cannot be made small: half a megabyte of checksums. */
const MAX_HOPELESS = 5_000;

/** A picture being made: whoever asks meanwhile waits for the same. */
interface Making {
  readonly made: Promise<boolean>;
  /** Of the requests that wait for it. */
  readonly signals: AbortSignal[];
}

/** Where the small picture of a content lies. */
export const thumbnailKey = (sha256: string) => contentKey("thumbnails", sha256);

export class ThumbnailService {
  private readonly turn = pLimit(MADE_AT_ONCE);
  /** By content. */
  private readonly making = new Map<string, Making>();
  /** Contents that were tried in vain, the oldest first: trying again would cost everybody's turns at each look. */
  private readonly hopeless = new Set<string>();

  constructor(private readonly ports: Ports) {}

  /**
   * @param signal of the request: one that nobody waits for any more takes no turn
   * @throws AppError OUTPUT_NOT_FOUND where there is none (not a picture, unreadable, gone), NOT_READY
   */
  async ofOutput(id: string, signal: AbortSignal): Promise<Thumbnail> {
    const output = isUuid(id) ? await this.ports.outputs.find(id) : null;
    if (output?.state === "PENDING")
      throw new AppError("NOT_READY", "The result is still being copied from RunningHub; try again shortly");
    const { fileKey = null, sha256 = null, fileType = "" } = output ?? {};
    // What is no picture may have had one handed in.
    const source = typeOf(fileType).startsWith("image/") ? fileKey : null;
    const thumbnail = sha256 === null ? null : await this.of(sha256, source, signal);
    if (thumbnail === null)
      throw new AppError("OUTPUT_NOT_FOUND", "There is no small picture of this result");
    return thumbnail;
  }

  /**
   * @param signal of the request: one that nobody waits for any more takes no turn
   * @throws AppError UPLOAD_NOT_FOUND where there is none
   */
  async ofUpload(id: string, signal: AbortSignal): Promise<Thumbnail> {
    const upload = isUuid(id) ? await this.ports.files.findUpload(id) : null;
    const thumbnail = upload && (await this.of(upload.sha256, contentKey("uploads", upload.sha256), signal));
    if (!thumbnail) throw new AppError("UPLOAD_NOT_FOUND", "There is no small picture of this upload");
    return thumbnail;
  }

  /** Of files that are about to go, so that something of them stays. @param keys named after their content; others are left out */
  async makeBefore(keys: readonly string[]): Promise<void> {
    const { signal } = new AbortController();
    for (const key of keys) {
      const sha256 = /\/([0-9a-f]{64})$/.exec(key)?.[1];
      if (sha256 !== undefined) await this.of(sha256, key, signal);
    }
  }

  /** Contents that are gone may come back, and be tried again. */
  forget(contents: readonly string[]): void {
    for (const sha256 of contents) this.hopeless.delete(sha256);
  }

  /** @param sourceKey null where none can be made: of a film, or when the file itself has been removed */
  private async of(sha256: string, sourceKey: string | null, signal: AbortSignal): Promise<Thumbnail | null> {
    if (this.hopeless.has(sha256)) return null;
    const { store } = this.ports;
    const find = () => store.find(thumbnailKey(sha256));
    const made = async () => sourceKey !== null && (await this.make(sha256, sourceKey, signal));
    const file = (await find()) ?? ((await made()) ? await find() : null);
    return file && { file, sha256 };
  }

  private make(sha256: string, sourceKey: string, signal: AbortSignal): Promise<boolean> {
    const known = this.making.get(sha256);
    if (known !== undefined) {
      known.signals.push(signal);
      return known.made;
    }
    const signals = [signal];
    const made = this.turn(async () => {
      try {
        return !signals.every(({ aborted }) => aborted) && (await this.makeNow(sha256, sourceKey));
      } finally {
        this.making.delete(sha256); // here, so that nobody joins one that is over
      }
    });
    this.making.set(sha256, { made, signals });
    return made;
  }

  private async makeNow(sha256: string, sourceKey: string): Promise<boolean> {
    const { store } = this.ports;
    const source = await store.find(sourceKey);
    // A file that is gone says nothing about the content: it may be handed in again.
    if (source === null) return false;
    const picture = source.size > MAX_SOURCE_BYTES ? null : await store.withPath(source, smallPicture);
    if (picture === null) {
      if (await store.exists(sourceKey)) this.rememberHopeless(sha256);
      return false;
    }
    await store.write(thumbnailKey(sha256), Readable.from([picture]), MAX_BYTES);
    return true;
  }

  private rememberHopeless(sha256: string): void {
    this.hopeless.add(sha256);
    const [oldest] = this.hopeless;
    if (this.hopeless.size > MAX_HOPELESS && oldest !== undefined) this.hopeless.delete(oldest);
  }
}
