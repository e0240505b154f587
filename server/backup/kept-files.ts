/** The files that the rows of an archive need, into it and out of it. */
import { createHash, type Hash } from "node:crypto";
import { open } from "node:fs/promises";
import pRetry from "p-retry";
import type { FileStore } from "../storage/file-store";
import type { ArchiveWriter } from "./archive-writer";
import { fileEntry } from "./entry-names";
import type { FilesRecord } from "./manifest";

/** A store that stumbles once must not cost the backup of hours. */
const RETRIES = 4;
const TOLD_EVERY_MS = 10_000;

/** What the manifest says of all files: a digest of one line for each, in their order. */
export class FilesDigest {
  private readonly hash: Hash = createHash("sha256");
  private count = 0;
  private bytes = 0;

  add(key: string, size: number, sha256: string): void {
    this.count += 1;
    this.bytes += size;
    this.hash.update(`${key} ${size} ${sha256}\n`);
  }

  /** Once, after the last file. */
  record(): FilesRecord {
    return { count: this.count, bytes: this.bytes, sha256: this.hash.digest("hex") };
  }

  get soFar(): number {
    return this.count;
  }
}

export interface MissingFiles {
  readonly count: number;
  /** The first of them. */
  readonly keys: readonly string[];
}

const NAMED = 10;

/** @param keysFile one key a line. What has been removed since the rows were read is missing, which is no failure. */
export async function addFiles(
  keysFile: string,
  store: Pick<FileStore, "find" | "withPath">,
  archive: ArchiveWriter,
  note: (line: string) => void,
): Promise<{ files: FilesRecord; missing: MissingFiles }> {
  const digest = new FilesDigest();
  const missing = { count: 0, keys: [] as string[] };
  let told = Date.now();
  for await (const key of linesOf(keysFile)) {
    const added = await addFile(key, store, archive);
    if (added === null) {
      missing.count += 1;
      if (missing.count <= NAMED) missing.keys.push(key);
    } else digest.add(key, added.size, added.sha256);
    if (Date.now() - told > TOLD_EVERY_MS) {
      told = Date.now();
      note(`${digest.soFar} files so far`);
    }
  }
  return { files: digest.record(), missing };
}

async function addFile(
  key: string,
  store: Pick<FileStore, "find" | "withPath">,
  archive: ArchiveWriter,
): Promise<{ size: number; sha256: string } | null> {
  let begun = false;
  const add = async (path: string) => {
    // Held open from here on: what is being read may be removed meanwhile.
    const handle = await open(path).catch(nullIfMissing);
    if (handle === null) return null;
    begun = true;
    const { size } = await handle.stat();
    return { size, sha256: await archive.addStream(fileEntry(key), size, handle.createReadStream()) };
  };
  const once = async () => {
    const file = await store.find(key);
    return file && store.withPath(file, add);
  };
  return pRetry(once, { retries: RETRIES, shouldRetry: () => !begun });
}

async function* linesOf(file: string): AsyncGenerator<string, void, undefined> {
  const handle = await open(file);
  try {
    yield* handle.readLines();
  } finally {
    await handle.close();
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
