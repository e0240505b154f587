/** Small pictures of kept results and of uploads, in two sizes: each made once per content, when somebody first looks. */
import { Readable } from "node:stream";
import pLimit from "p-limit";
import { AppError } from "@/lib/errors";
import { THUMBNAIL_SIDES, type ThumbnailSide } from "@/lib/thumbnail-sides";
import { isUuid } from "@/lib/uuid";
import type { Logger } from "../log";
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
  readonly log: Pick<Logger, "warn">;
}

export interface Thumbnail {
  readonly file: KeptFile;
  /** Of the picture it was made of. */
  readonly sha256: string;
  /** May be less than was asked for: of a film there is what was handed in, of a removed picture what had been made. */
  readonly side: ThumbnailSide;
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

const [SMALLEST] = THUMBNAIL_SIDES;

/** Where the small picture of a content lies. */
export const thumbnailKey = (sha256: string, side: ThumbnailSide) =>
  contentKey(thumbnailFolder(side), sha256);
export const thumbnailFolder = (side: ThumbnailSide) =>
  side === SMALLEST ? "thumbnails" : `thumbnails-${side}`;

export class ThumbnailService {
  private readonly turn = pLimit(MADE_AT_ONCE);
  /** By key. */
  private readonly making = new Map<string, Making>();
  /** Contents that were tried in vain, the oldest first: trying again would cost everybody's turns at each look. */
  private readonly hopeless = new Set<string>();

  constructor(private readonly ports: Ports) {}

  /**
   * @param signal of the request: one that nobody waits for any more takes no turn
   * @throws AppError OUTPUT_NOT_FOUND where there is none (not a picture, unreadable, gone), NOT_READY
   */
  async ofOutput(id: string, side: ThumbnailSide, signal: AbortSignal): Promise<Thumbnail> {
    const output = isUuid(id) ? await this.ports.outputs.find(id) : null;
    if (output?.state === "PENDING")
      throw new AppError("NOT_READY", "The result is still being copied from RunningHub; try again shortly");
    const { fileKey = null, sha256 = null, fileType = "" } = output ?? {};
    // What is no picture may have had one handed in.
    const source = typeOf(fileType).startsWith("image/") ? fileKey : null;
    const thumbnail = sha256 === null ? null : await this.of(sha256, source, side, signal);
    if (thumbnail === null)
      throw new AppError("OUTPUT_NOT_FOUND", "There is no small picture of this result");
    return thumbnail;
  }

  /**
   * @param signal of the request: one that nobody waits for any more takes no turn
   * @throws AppError UPLOAD_NOT_FOUND where there is none
   */
  async ofUpload(id: string, side: ThumbnailSide, signal: AbortSignal): Promise<Thumbnail> {
    const upload = isUuid(id) ? await this.ports.files.findUpload(id) : null;
    const of = async ({ sha256 }: { sha256: string }) =>
      this.of(sha256, contentKey("uploads", sha256), side, signal);
    const thumbnail = upload && (await of(upload));
    if (!thumbnail) throw new AppError("UPLOAD_NOT_FOUND", "There is no small picture of this upload");
    return thumbnail;
  }

  /**
   * Of files that are about to go, so that something of them stays. Never throws: a full disk, which they go for, has no room
   * for a small picture either, and one that cannot be read must not keep all behind it from going.
   * @param keys named after their content; others are left out
   */
  async makeBefore(keys: readonly string[]): Promise<void> {
    const { signal } = new AbortController();
    for (const key of keys) {
      const sha256 = /\/([0-9a-f]{64})$/.exec(key)?.[1];
      if (sha256 === undefined) continue;
      await this.of(sha256, key, SMALLEST, signal).catch((error: unknown) =>
        this.ports.log.warn({ err: error, key }, "a picture goes, and no small one of it could be made"),
      );
    }
  }

  /** Contents that are gone may come back, and be tried again. */
  forget(contents: readonly string[]): void {
    for (const sha256 of contents) this.hopeless.delete(sha256);
  }

  /** @param sourceKey null where none can be made: of a film, or when the file itself has been removed */
  private async of(
    sha256: string,
    sourceKey: string | null,
    side: ThumbnailSide,
    signal: AbortSignal,
  ): Promise<Thumbnail | null> {
    if (this.hopeless.has(sha256)) return null;
    const { store } = this.ports;
    const find = () => store.find(thumbnailKey(sha256, side));
    const made = async () => sourceKey !== null && (await this.make(sha256, sourceKey, side, signal));
    const file = (await find()) ?? ((await made()) ? await find() : null);
    if (file !== null) return { file, sha256, side };
    // Rather a soft picture than none.
    const smaller = side === SMALLEST ? null : await store.find(thumbnailKey(sha256, SMALLEST));
    return smaller && { file: smaller, sha256, side: SMALLEST };
  }

  private make(
    sha256: string,
    sourceKey: string,
    side: ThumbnailSide,
    signal: AbortSignal,
  ): Promise<boolean> {
    const key = thumbnailKey(sha256, side);
    const known = this.making.get(key);
    if (known !== undefined) {
      known.signals.push(signal);
      return known.made;
    }
    const signals = [signal];
    const made = this.turn(async () => {
      try {
        return !signals.every(({ aborted }) => aborted) && (await this.makeNow(sha256, sourceKey, side));
      } finally {
        this.making.delete(key); // here, so that nobody joins one that is over
      }
    });
    this.making.set(key, { made, signals });
    return made;
  }

  private async makeNow(sha256: string, sourceKey: string, side: ThumbnailSide): Promise<boolean> {
    const { store } = this.ports;
    const source = await store.find(sourceKey);
    // A file that is gone says nothing about the content: it may be handed in again.
    if (source === null) return false;
    const isSmallEnough = source.size <= MAX_SOURCE_BYTES;
    const picture = isSmallEnough ? await store.withPath(source, (path) => smallPicture(path, side)) : null;
    if (picture === null) {
      if (await store.exists(sourceKey)) this.rememberHopeless(sha256);
      return false;
    }
    await store.write(thumbnailKey(sha256, side), Readable.from([picture]), MAX_BYTES);
    return true;
  }

  private rememberHopeless(sha256: string): void {
    this.hopeless.add(sha256);
    const [oldest] = this.hopeless;
    if (this.hopeless.size > MAX_HOPELESS && oldest !== undefined) this.hopeless.delete(oldest);
  }
}
