/** Where kept files lie: on this machine's disk, or in a bucket. Keys are the same in both, and a file never changes under its key. */
import type { Readable } from "node:stream";

/** Bytes `start` to `end` of a file, both included. */
export interface FilePart {
  readonly start: number;
  readonly end: number;
}

export interface KeptFile {
  /** Bytes. */
  readonly size: number;
  /** Where it can be opened on this machine; null when it lies elsewhere. */
  readonly localPath: string | null;
  /**
   * Reads as fast as the reader takes it; destroying the stream ends the read.
   * @returns null when the file has gone meanwhile. @throws AppError STORAGE_UNAVAILABLE
   */
  read(part?: FilePart): Promise<Readable | null>;
}

export interface ListedFile {
  readonly key: string;
  readonly sizeBytes: number;
  /** Since it was last written, by this machine's clock. */
  readonly ageSeconds: number;
}

/** Every method throws for a key that would lead elsewhere, and AppError STORAGE_UNAVAILABLE when the place does not answer. */
export interface FilePlace {
  /** Takes over a finished file of this machine's disk; under the key a half file is never seen. */
  put(key: string, localPath: string): Promise<void>;
  find(key: string): Promise<KeptFile | null>;
  /** Keeps the content under a second key as well. False when there is nothing under the first. */
  copy(from: string, to: string): Promise<boolean>;
  /** Nothing happens when it is not there. */
  remove(key: string): Promise<void>;
  /** For a folder that nothing is put into any more: what a removal of its files leaves of it. */
  removeFolder(folder: string): Promise<void>;
  /** Every file below a folder, in no order. A file that comes or goes meanwhile may be missing. */
  list(folder: string): AsyncIterable<ListedFile>;
}

/** @throws Error for a key that would lead out of the place. */
export function requireKey(key: string): string {
  if (key.split(/[/\\]/).some((part) => part === "" || part === "." || part === ".."))
    throw new Error("the key leaves the store");
  return key;
}
