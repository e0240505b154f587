/** Reads an archive from its beginning to its end, in constant memory. */
import { createReadStream } from "node:fs";
import { extract } from "tar-stream";
import { BackupProblem, broken } from "./manifest";

export interface ArchiveEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Read at most once, before the next entry is asked for. */
  readonly content: AsyncIterable<Buffer>;
}

/** @throws BackupProblem when it breaks off or is no archive */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry, void, undefined> {
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
  const entries = extract();
  source.once("error", (error) => entries.destroy(error));
  source.pipe(entries);
  try {
    for await (const entry of entries) {
      yield { name: entry.header.name, size: entry.header.size ?? 0, content: contentOf(entry) };
      // What nobody has read is passed over.
      entry.resume();
    }
  } catch (error) {
    throw inWords(error);
  } finally {
    source.destroy();
    entries.destroy();
  }
}

/** An archive that breaks off within an entry fails whoever reads that. */
async function* contentOf(entry: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* entry;
  } catch (error) {
    throw inWords(error);
  }
}

function inWords(error: unknown): BackupProblem {
  if (!(error instanceof Error)) return broken(String(error));
  // The file itself cannot be read: its system call says so.
  if ("syscall" in error) return new BackupProblem(`The archive cannot be read: ${error.message}`);
  return broken(error.message.toLowerCase());
}

/** @throws BackupProblem for more than that many bytes: what is read whole is small */
export async function wholeOf({ name, size, content }: ArchiveEntry, limitBytes: number): Promise<Buffer> {
  if (size > limitBytes) throw broken(`${name} is larger than it can be`);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
