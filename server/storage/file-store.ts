/** Files below DATA_DIR: written to a temporary name, flushed, and moved into place, so that a half file is never seen. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { copyFile, link, mkdir, opendir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

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

export interface ListedFile {
  readonly key: string;
  /** Since it was last written, by this machine's clock. */
  readonly ageSeconds: number;
}

export class FileStore {
  constructor(private readonly root: string) {}

  /** Where the file with this key lies. @throws Error for a key that would leave the root. */
  pathOf(key: string): string {
    const file = path.resolve(this.root, key);
    if (!file.startsWith(this.root + path.sep)) throw new Error("the key leaves the store");
    return file;
  }

  async exists(key: string): Promise<boolean> {
    return stat(this.pathOf(key)).then(
      (found) => found.isFile(),
      () => false,
    );
  }

  /** Removes a file or a folder; nothing happens when it is not there. */
  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { recursive: true, force: true });
  }

  /** Every file below a folder of the store, in no order. A file that goes meanwhile may be missing. */
  async *list(folder: string): AsyncGenerator<ListedFile, void, undefined> {
    const found = await opendir(this.pathOf(folder), { recursive: true }).catch(nullIfMissing);
    // What one process removes while another lists is no failure.
    for await (const entry of found ?? []) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const facts = await stat(file).catch(nullIfMissing);
      if (facts === null) continue;
      const key = path.relative(this.root, file).split(path.sep).join("/");
      yield { key, ageSeconds: (Date.now() - facts.mtimeMs) / 1000 };
    }
  }

  /** Streams to the key. @throws TooLarge; nothing stays behind after a failure. */
  async write(key: string, source: Readable, limitBytes: number): Promise<StoredFile> {
    return this.writeNamed(source, limitBytes, () => key);
  }

  /**
   * Streams to a name made of the content, so that equal files are kept once.
   * @param check looks at the complete file before it is kept; what it throws is thrown, and nothing stays
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

  /**
   * Keeps a file of the store under the name of its content as well. Files are never changed in place, so both names
   * may share the bytes. False when there is no such file.
   */
  async keepByContent(folder: string, key: string, sha256: string): Promise<boolean> {
    const target = this.pathOf(contentKey(folder, sha256));
    if (await this.exists(contentKey(folder, sha256))) return true;
    const temporary = this.pathOf(path.join("tmp", randomUUID()));
    await Promise.all([temporary, target].map((file) => mkdir(path.dirname(file), { recursive: true })));
    if (!(await this.exists(key))) return false;
    // Some file systems know no second names.
    await link(this.pathOf(key), temporary).catch(() => copyFile(this.pathOf(key), temporary));
    await rename(temporary, target);
    return true;
  }

  private async writeNamed(
    source: Readable,
    limitBytes: number,
    nameOf: (sha256: string) => string,
    check: (path: string, size: number) => Promise<void> = async () => {},
  ): Promise<StoredFile> {
    const temporary = this.pathOf(path.join("tmp", randomUUID()));
    await mkdir(path.dirname(temporary), { recursive: true });
    const hash = createHash("sha256");
    let size = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        done(size > limitBytes ? new TooLarge(limitBytes) : null, chunk);
      },
    });
    try {
      await pipeline(source, meter, createWriteStream(temporary, { flush: true }));
      await check(temporary, size);
      const sha256 = hash.digest("hex");
      const target = this.pathOf(nameOf(sha256));
      await mkdir(path.dirname(target), { recursive: true });
      await rename(temporary, target);
      return { size, sha256 };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}

export function contentKey(folder: string, sha256: string): string {
  return `${folder}/${sha256.slice(0, 2)}/${sha256}`;
}
