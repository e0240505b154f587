/** Small pictures of kept results and of uploads: made once per content, when somebody first looks. */
import { Readable } from "node:stream";
import pLimit from "p-limit";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/uuid";
import type { FileRepository } from "../persistence/file-repository";
import { contentKey, type FileStore } from "../storage/file-store";
import { smallPicture } from "../storage/small-picture";

interface Ports {
  readonly files: Pick<FileRepository, "findOutput" | "findUpload">;
  readonly store: FileStore;
}

export interface Thumbnail {
  readonly path: string;
  /** Of the picture it was made of. */
  readonly sha256: string;
}

/** A list asks for fifty at once. Decoding shares its threads with every read of a file: it gets half of them. */
const MADE_AT_ONCE = 2;
const MAX_BYTES = 1024 * 1024;

const keyOf = (sha256: string) => contentKey("thumbnails", sha256);

export class ThumbnailService {
  private readonly turn = pLimit(MADE_AT_ONCE);
  /** Being made, by content: whoever asks meanwhile waits for the same. */
  private readonly making = new Map<string, Promise<boolean>>();

  constructor(private readonly ports: Ports) {}

  /** @throws AppError OUTPUT_NOT_FOUND where there is none (not a picture, unreadable, gone), NOT_READY */
  async ofOutput(id: string): Promise<Thumbnail> {
    const output = isUuid(id) ? await this.ports.files.findOutput(id) : null;
    if (output?.state === "PENDING")
      throw new AppError("NOT_READY", "The result is still being copied from RunningHub; try again shortly");
    const { fileKey = null, sha256 = null } = output ?? {};
    const thumbnail = fileKey !== null && sha256 !== null ? await this.of(sha256, fileKey) : null;
    if (thumbnail === null)
      throw new AppError("OUTPUT_NOT_FOUND", "There is no small picture of this result");
    return thumbnail;
  }

  /** @throws AppError UPLOAD_NOT_FOUND where there is none */
  async ofUpload(id: string): Promise<Thumbnail> {
    const upload = isUuid(id) ? await this.ports.files.findUpload(id) : null;
    const thumbnail = upload && (await this.of(upload.sha256, contentKey("uploads", upload.sha256)));
    if (!thumbnail) throw new AppError("UPLOAD_NOT_FOUND", "There is no small picture of this upload");
    return thumbnail;
  }

  /** Removes those of contents that are gone. One that another file still has is made again when it is asked for. */
  async forget(contents: readonly string[]): Promise<void> {
    for (const sha256 of contents) await this.ports.store.remove(keyOf(sha256));
  }

  private async of(sha256: string, sourceKey: string): Promise<Thumbnail | null> {
    const { store } = this.ports;
    const isThere = (await store.exists(keyOf(sha256))) || (await this.make(sha256, sourceKey));
    return isThere ? { path: store.pathOf(keyOf(sha256)), sha256 } : null;
  }

  private make(sha256: string, sourceKey: string): Promise<boolean> {
    const made =
      this.making.get(sha256) ??
      this.turn(() => this.makeNow(sha256, sourceKey)).finally(() => this.making.delete(sha256));
    this.making.set(sha256, made);
    return made;
  }

  private async makeNow(sha256: string, sourceKey: string): Promise<boolean> {
    const picture = await smallPicture(this.ports.store.pathOf(sourceKey));
    if (picture === null) return false;
    await this.ports.store.write(keyOf(sha256), Readable.from([picture]), MAX_BYTES);
    return true;
  }
}
