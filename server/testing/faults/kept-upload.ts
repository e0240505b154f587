/** A file that somebody has given, where the product keeps such. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { FileRepository } from "../../persistence/file-repository";
import type { Database } from "../../persistence/prisma";
import { contentKey } from "../../storage/file-store";

const CONTENT = Buffer.from("the file of a task");

/** @returns the id of the upload */
export async function keepUpload(dataDir: string, db: Database): Promise<string> {
  const sha256 = createHash("sha256").update(CONTENT).digest("hex");
  const key = contentKey("uploads", sha256);
  const file = path.join(dataDir, key);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, CONTENT);
  const facts = { fileName: "kept.png", mimeType: "image/png", size: CONTENT.length, sha256 };
  const { id } = await new FileRepository(db).addUpload(facts, { key, isThere: async () => true });
  return id;
}
