/** Writes an archive: under a temporary name beside its own until it is whole and on the disk. */
import { createHash, randomUUID } from "node:crypto";
import type { WriteStream } from "node:fs";
import { access, link, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import { BackupProblem } from "./manifest";

/** It holds keys and passwords' hashes: for its owner alone. */
const MODE = 0o600;

export class ArchiveWriter {
  private readonly pack: Pack = pack();
  private readonly written: Promise<void>;
  /** Why the file cannot be written any more. */
  private failure: unknown;

  private constructor(
    private readonly target: string,
    private readonly partial: string,
    file: WriteStream,
  ) {
    // Told where an entry waits for it, or the end.
    this.pack.on("error", () => {});
    this.written = pipeline(Readable.from(this.pack), file);
    this.written.catch((error: unknown) => {
      this.failure = error;
    });
  }

  /** @throws BackupProblem when there is something under that name already, or nothing can be written there */
  static async create(target: string): Promise<ArchiveWriter> {
    if (await isThere(target)) throw taken(target);
    const partial = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.partial`);
    const handle = await open(partial, "wx", MODE).catch((error: Error) => {
      throw new BackupProblem(`Nothing can be written to ${path.dirname(target)}: ${error.message}`);
    });
    return new ArchiveWriter(target, partial, handle.createWriteStream({ flush: true }));
  }

  async add(name: string, content: Buffer): Promise<void> {
    await this.settled((done) => this.pack.entry({ name, size: content.length, mode: MODE }, content, done));
  }

  /**
   * @param size bytes; content that turns out longer or shorter is refused
   * @returns SHA-256 of the content, in hex
   */
  async addStream(name: string, size: number, content: Readable): Promise<string> {
    const hash = createHash("sha256");
    await this.settled((done) => {
      const entry = this.pack.entry({ name, size, mode: MODE }, done);
      content.on("data", (chunk: Buffer) => hash.update(chunk));
      // Told by the callback.
      entry.on("error", () => {});
      content.once("error", (error) => entry.destroy(error));
      content.pipe(entry);
    }).finally(() => content.destroy());
    return hash.digest("hex");
  }

  /** @returns bytes. @throws BackupProblem when the name was taken meanwhile; nothing is left then */
  async finish(): Promise<number> {
    this.pack.finalize();
    try {
      await this.written;
      const { size } = await stat(this.partial);
      await this.putInPlace();
      return size;
    } catch (error) {
      await this.abandon();
      throw error;
    }
  }

  /** Leaves nothing. Also after `finish`, which then stays. */
  async abandon(): Promise<void> {
    this.pack.destroy(new Error("the archive was abandoned"));
    await this.written.catch(() => {});
    await rm(this.partial, { force: true });
  }

  /** A second name never replaces a file; where there are no second names, nothing may be under the first. */
  private async putInPlace(): Promise<void> {
    try {
      await link(this.partial, this.target);
      await rm(this.partial);
    } catch (error) {
      if (await isThere(this.target)) throw taken(this.target);
      if (!(error instanceof Error && "code" in error)) throw error;
      await rename(this.partial, this.target);
    }
    await syncFolder(path.dirname(this.target));
  }

  /** Ends with the entry, or with the file when that cannot be written: then that is the cause of both. */
  private async settled(begin: (done: (error?: Error | null) => void) => unknown): Promise<void> {
    const entry = new Promise<void>((resolve, reject) => {
      begin((error) => (error ? reject(error) : resolve()));
    });
    const file = new Promise<never>((_, reject) => this.written.catch(reject));
    await Promise.race([entry, file]).catch((error: unknown) => {
      throw this.failure ?? error;
    });
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const taken = (target: string) =>
  new BackupProblem(`There is a file ${target} already; it stays. Choose another name, or name a folder.`);

/** So that the name is on the disk as well. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
