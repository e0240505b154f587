/** Checks of the machine that HubQueue runs on. */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { type Finding, found } from "@/lib/diagnosis";
import { BYTES_PER_GIGABYTE, isNearlyFull } from "@/lib/storage-schemas";
import type { DataDirState } from "../storage/data-dir";
import type { Room } from "../storage/disk-space";
import type { FileStore } from "../storage/file-store";
import { RESERVE_BYTES } from "../storage/file-store";
import { reasonOf } from "./reason-of";

export interface Machine {
  readonly nodeVersion: string;
  readonly dataDir: string;
  readonly dataDirState: () => Promise<DataDirState>;
  /** Of the data directory. */
  readonly room: () => Promise<Room | null>;
  readonly files: Pick<FileStore, "write" | "find" | "remove">;
  readonly filePlace: "disk" | "bucket";
}

/** As in package.json. */
const LEAST_NODE = [20, 19] as const;
const FILE_CONTENT = "HubQueue may write here";

export function checkNode({ nodeVersion }: Machine): Finding {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, "").split(".").map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  const isOld = major < leastMajor || (major === leastMajor && minor < leastMinor);
  return found("node", isOld ? "old" : "ok", { version: nodeVersion });
}

export async function checkDataDir({ dataDir, dataDirState }: Machine): Promise<Finding> {
  return found("dataDir", await dataDirState(), { path: dataDir });
}

export async function checkDisk({ dataDir, room }: Machine): Promise<Finding> {
  const disk = await room();
  if (disk === null) return found("disk", "unknown", { path: dataDir });
  const { freeBytes, totalBytes } = disk;
  const facts = { path: dataDir, freeGigabytes: gigabytes(freeBytes), totalGigabytes: gigabytes(totalBytes) };
  if (freeBytes < RESERVE_BYTES) return found("disk", "full", facts);
  return found("disk", isNearlyFull(freeBytes, totalBytes) ? "low" : "ok", facts);
}

/** Writes a small file, reads it and takes it away, whatever became of it. */
export async function checkFiles({ files, filePlace }: Machine): Promise<Finding> {
  const key = `tmp/check-${randomUUID()}`;
  const tried = await problemWith(() => writeAndRead(files, key));
  const removed = await problemWith(() => files.remove(key));
  const reason = tried ?? removed;
  if (reason === null) return found("files", "ok", { place: filePlace });
  return found("files", "failed", { place: filePlace, reason });
}

async function writeAndRead(files: Machine["files"], key: string): Promise<void> {
  await files.write(key, Readable.from([Buffer.from(FILE_CONTENT)]), 1_000);
  const content = await (await files.find(key))?.read();
  if (content == null || (await text(content)) !== FILE_CONTENT)
    throw new Error("what was read is not what was written");
}

async function problemWith(work: () => Promise<void>): Promise<string | null> {
  return work().then(() => null, reasonOf);
}

const gigabytes = (bytes: number) => Math.round((bytes / BYTES_PER_GIGABYTE) * 10) / 10;
