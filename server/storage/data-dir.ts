/** How the data directory stands: can we work in it, and can others look into what is only for us? */
import { access, constants, stat } from "node:fs/promises";
import path from "node:path";

export type DataDirState = "ok" | "missing" | "closed" | "open";

/** Read for group or others. */
const FOR_OTHERS = 0o044;
const SECRETS = ["app-secret"];

/** missing: not there · closed: we may not write in it · open: others may read the secret in it */
export async function dataDirState(dataDir: string): Promise<DataDirState> {
  const facts = await stat(dataDir).catch(() => null);
  if (!facts?.isDirectory()) return "missing";
  const may = await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!may) return "closed";
  // Windows has no such bits.
  if (process.platform === "win32") return "ok";
  const secrets = await Promise.all(SECRETS.map((name) => stat(path.join(dataDir, name)).catch(() => null)));
  return secrets.some((secret) => secret !== null && (secret.mode & FOR_OTHERS) !== 0) ? "open" : "ok";
}
