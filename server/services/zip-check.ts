/** A ZIP of pictures, judged by its directory alone: nothing is unpacked. */
import { type Entry, openPromise } from "yauzl";
import { endingOf } from "@/lib/file-name";
import { claimOfEnding, MAX_ZIP_FILES, MAX_ZIP_MEGABYTES, type UploadProblem } from "@/lib/upload-problem";

/** Larger files that shrink to less than a hundredth are no pictures. */
const BIG_BYTES = 1024 * 1024;
const MAX_RATIO = 100;
const ARCHIVES = ["zip", "7z", "rar", "gz", "tgz", "bz2", "xz", "zst", "tar", "jar"];
/** What systems put into an archive unasked. */
const CLUTTER = /^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

export interface ZipProblem {
  readonly problem: UploadProblem;
  readonly entry?: string;
}

/** @returns what stands against it, or null. */
export async function zipProblem(path: string): Promise<ZipProblem | null> {
  const zip = await openPromise(path, { autoClose: false }).catch(() => null);
  if (zip === null) return { problem: "zipBroken" };
  try {
    if (zip.entryCount > MAX_ZIP_FILES) return { problem: "zipTooMany" };
    let pictures = 0;
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      const problem = entryProblem(entry);
      if (problem !== null) return { problem, entry: entry.fileName.slice(-100) };
      bytes += entry.uncompressedSize;
      if (bytes > MAX_ZIP_MEGABYTES * 1024 * 1024) return { problem: "zipTooLarge" };
      if (!isClutter(entry)) pictures += 1;
    }
    return pictures === 0 ? { problem: "zipEmpty" } : null;
  } catch (error) {
    const isPath =
      error instanceof Error && /(?:relative path|absolute path|invalid characters)/.test(error.message);
    return { problem: isPath ? "zipPath" : "zipBroken" };
  } finally {
    zip.close();
  }
}

const isClutter = ({ fileName }: Entry) => fileName.endsWith("/") || CLUTTER.test(fileName);

function entryProblem(entry: Entry): UploadProblem | null {
  if (entry.isEncrypted()) return "zipLocked";
  const { uncompressedSize, compressedSize, fileName } = entry;
  if (uncompressedSize > BIG_BYTES && uncompressedSize > MAX_RATIO * compressedSize) return "zipTooLarge";
  if (isClutter(entry)) return null;
  const ending = endingOf(fileName);
  if (ARCHIVES.includes(ending)) return "zipNested";
  return claimOfEnding(ending) === "image" && !ending.startsWith("svg") ? null : "zipNoPicture";
}
