/** APP_SECRET when none is given: made once and kept, readable by the owner only. */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** @returns the secret kept in the data directory, made at the first call. Two processes racing end up with the same one. */
export async function loadAppSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "app-secret");
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return (await readFile(file, "utf8")).trim();
}
