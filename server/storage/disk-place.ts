/** Kept files below a folder of this machine's disk. */
import { randomUUID } from "node:crypto";
import { copyFile, link, mkdir, open, opendir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { type FilePart, type FilePlace, type KeptFile, type ListedFile, requireKey } from "./file-place";

export class DiskPlace implements FilePlace {
  /** @param root absolute; temporary files lie below it as well, so that moving them into place is one step */
  constructor(private readonly root: string) {}

  async put(key: string, localPath: string): Promise<void> {
    const target = this.pathOf(key);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(localPath, target);
  }

  async find(key: string): Promise<KeptFile | null> {
    const localPath = this.pathOf(key);
    const facts = await stat(localPath).catch(nullIfMissing);
    if (!facts?.isFile()) return null;
    return { size: facts.size, localPath, read: (part) => openPart(localPath, part) };
  }

  async copy(from: string, to: string): Promise<boolean> {
    if ((await this.find(from)) === null) return false;
    const temporary = this.pathOf(`tmp/${randomUUID()}`);
    await mkdir(path.dirname(temporary), { recursive: true });
    // Both names may share the bytes. Some file systems know no second names.
    await link(this.pathOf(from), temporary).catch(() => copyFile(this.pathOf(from), temporary));
    await this.put(to, temporary);
    // Moving one name onto another of the same bytes does nothing, and leaves both.
    await rm(temporary, { force: true });
    return true;
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async removeFolder(folder: string): Promise<void> {
    await rm(this.pathOf(folder), { recursive: true, force: true });
  }

  async *list(folder: string): AsyncGenerator<ListedFile, void, undefined> {
    const found = await opendir(this.pathOf(folder), { recursive: true }).catch(nullIfMissing);
    // What one process removes while another lists is no failure.
    for await (const entry of found ?? []) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const facts = await stat(file).catch(nullIfMissing);
      if (facts === null) continue;
      const key = path.relative(this.root, file).split(path.sep).join("/");
      yield { key, sizeBytes: facts.size, ageSeconds: (Date.now() - facts.mtimeMs) / 1000 };
    }
  }

  private pathOf(key: string): string {
    return path.join(this.root, requireKey(key));
  }
}

/** Held open from here on: what is being read may be removed meanwhile. */
async function openPart(file: string, part?: FilePart): Promise<Readable | null> {
  const handle = await open(file).catch(nullIfMissing);
  // Ends, fails or is destroyed: in each case the stream closes the handle.
  return handle?.createReadStream(part) ?? null;
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
