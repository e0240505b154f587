/** Kept files: written to a temporary file of this machine's disk, flushed, checked, and handed to their place whole. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DiskPlace } from "./disk-place";
import { roomOf } from "./disk-space";
import type { FilePlace, KeptFile, ListedFile } from "./file-place";
import { brokenOff, full, inStorageWords } from "./storage-problem";

export class TooLarge extends Error {
  constructor(readonly limitBytes: number) {
    super(`larger than ${limitBytes} bytes`);
    this.name = "TooLarge";
  }
}

export interface StoredFile {
  readonly size: number;
  readonly sha256: string;
}

/** Below the data directory, wherever the files end up. */
const TEMPORARY = "tmp";
/** A place that stops in the middle of a file would hold up whoever waits for the copy. */
const COPY_TIMEOUT_MS = 120_000;
/** Left to others on the disk of the data directory, the database above all: that stops for good on a full disk. */
export const RESERVE_BYTES = 256 * 1024 * 1024;

export class FileStore {
  private readonly disk: DiskPlace;
  private readonly place: FilePlace;

  /**
   * @param place of the whole files; by default the data directory itself
   * @param reserveBytes of its disk that stay free: no file is begun beyond them
   */
  constructor(
    private readonly dataDir: string,
    place: FilePlace | null = null,
    private readonly reserveBytes = RESERVE_BYTES,
  ) {
    this.disk = new DiskPlace(dataDir);
    this.place = place ?? this.disk;
  }

  /** Null when there is none. */
  async find(key: string): Promise<KeptFile | null> {
    return this.place.find(key);
  }

  async exists(key: string): Promise<boolean> {
    return (await this.place.find(key)) !== null;
  }

  async remove(key: string): Promise<void> {
    await this.place.remove(key);
  }

  async removeFolder(folder: string): Promise<void> {
    await this.place.removeFolder(folder);
  }

  list(folder: string): AsyncIterable<ListedFile> {
    return this.place.list(folder);
  }

  /** What processes have left that died while they wrote. */
  async removeTemporaries(minAgeSeconds: number): Promise<void> {
    for await (const { key, ageSeconds } of this.disk.list(TEMPORARY)) {
      if (ageSeconds > minAgeSeconds) await this.disk.remove(key);
    }
  }

  /**
   * Streams to the key.
   * @throws TooLarge, AppError STORAGE_FULL, STORAGE_UNAVAILABLE; nothing stays behind after a failure
   */
  async write(key: string, source: Readable, limitBytes: number): Promise<StoredFile> {
    return this.writeNamed(source, limitBytes, () => key);
  }

  /**
   * Streams to a name made of the content, so that equal files are kept once.
   * @param check looks at the complete file before it is kept; what it throws is thrown, and nothing stays
   * @throws as `write`
   */
  async writeByContent(
    folder: string,
    source: Readable,
    limitBytes: number,
    check: (path: string, size: number) => Promise<void> = async () => {},
  ): Promise<StoredFile & { key: string }> {
    let key = "";
    const nameOf = (sha256: string) => {
      key = contentKey(folder, sha256);
      return key;
    };
    const stored = await this.writeNamed(source, limitBytes, nameOf, check);
    return { ...stored, key };
  }

  /** Keeps a file of the store under the name of its content as well. False when there is no such file. */
  async keepByContent(folder: string, key: string, sha256: string): Promise<boolean> {
    const target = contentKey(folder, sha256);
    return (await this.exists(target)) || this.place.copy(key, target);
  }

  /**
   * For whoever needs a path: that of the file itself, or of a copy that lasts as long as `use`.
   * @returns null when the file has gone. @throws what `use` throws, AppError STORAGE_FULL, STORAGE_UNAVAILABLE
   */
  async withPath<T>(file: KeptFile, use: (path: string) => Promise<T>): Promise<T | null> {
    if (file.localPath !== null) return use(file.localPath);
    const content = await file.read();
    if (content === null) return null;
    return this.withTemporary(async (temporary) => {
      const signal = AbortSignal.timeout(COPY_TIMEOUT_MS);
      const target = createWriteStream(temporary);
      await untilClosed(target, pipeline(content, target, { signal }))
        .catch(inStorageWords)
        .catch(brokenOff);
      return use(temporary);
    });
  }

  private async writeNamed(
    source: Readable,
    limitBytes: number,
    nameOf: (sha256: string) => string,
    check: (path: string, size: number) => Promise<void> = async () => {},
  ): Promise<StoredFile> {
    const hash = createHash("sha256");
    let size = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        done(size > limitBytes ? new TooLarge(limitBytes) : null, chunk);
      },
    });
    return this.withTemporary(async (temporary) => {
      const target = createWriteStream(temporary, { flush: true });
      await untilClosed(target, pipeline(source, meter, target)).catch(inStorageWords);
      await check(temporary, size);
      const sha256 = hash.digest("hex");
      await this.place.put(nameOf(sha256), temporary).catch(inStorageWords);
      return { size, sha256 };
    });
  }

  /** A name for a file that is gone afterwards, unless it was moved into its place. */
  private async withTemporary<T>(use: (path: string) => Promise<T>): Promise<T> {
    const folder = path.join(this.dataDir, TEMPORARY);
    await mkdir(folder, { recursive: true }).catch(inStorageWords);
    const room = await roomOf(folder);
    if (room !== null && room.freeBytes < this.reserveBytes) throw full("it has hardly any room left");
    const temporary = path.join(folder, randomUUID());
    try {
      return await use(temporary);
    } finally {
      await rm(temporary, { force: true });
    }
  }
}

/** However the writing went: a file that is still being opened would appear after it was removed. */
async function untilClosed(target: WriteStream, writing: Promise<void>): Promise<void> {
  // Once the writing has broken off nobody else listens, and a file that then cannot be opened would end the process.
  target.on("error", () => {});
  const closed = new Promise<void>((resolve) => target.once("close", () => resolve()));
  await writing.finally(() => closed);
}

export function contentKey(folder: string, sha256: string): string {
  return `${folder}/${sha256.slice(0, 2)}/${sha256}`;
}
