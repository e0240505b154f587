/** Archives for tests: their entries one by one, and archives that were changed. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pack } from "tar-stream";
import { readArchive, wholeOf } from "../backup/archive-reader";

export interface Entry {
  readonly name: string;
  readonly content: Buffer;
}

export async function entriesOf(file: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of readArchive(file))
    entries.push({ name: entry.name, content: await wholeOf(entry, 1e9) });
  return entries;
}

export async function writeEntries(file: string, entries: readonly Entry[]): Promise<void> {
  const archive = pack();
  for (const { name, content } of entries) archive.entry({ name }, content);
  archive.finalize();
  await pipeline(Readable.from(archive), createWriteStream(file));
}

/** The content with one bit of its middle byte turned. */
export function turned(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  const at = Math.floor(copy.length / 2);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
