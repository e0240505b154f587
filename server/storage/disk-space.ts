/** How much room there is on the disk of a folder. */
import { statfs } from "node:fs/promises";

export interface Room {
  /** For us; some is kept back for the system. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Null when the folder is not there, or the system does not tell. */
export async function roomOf(folder: string): Promise<Room | null> {
  const facts = await statfs(folder).catch(() => null);
  if (facts === null || facts.blocks === 0) return null;
  return { freeBytes: facts.bavail * facts.bsize, totalBytes: facts.blocks * facts.bsize };
}
