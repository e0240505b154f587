/** Where the embedded database of a data directory can be asked, as `npm start` leaves it there (scripts/start/postgres.mjs). */
import { access, readFile } from "node:fs/promises";
import path from "node:path";

/** @returns null when there is none yet */
export async function embeddedDatabaseUrl(dataDir: string): Promise<string | null> {
  const elsewhere = await firstLine(path.join(dataDir, "postgres.location"));
  const home = elsewhere ?? path.join(dataDir, "postgres");
  const isThere = await access(path.join(home, "cluster")).then(
    () => true,
    () => false,
  );
  const port = await firstLine(path.join(home, "port"));
  if (!isThere || port === null) return null;
  const password = (await firstLine(path.join(home, "password"))) ?? "";
  return `postgresql://hubqueue:${encodeURIComponent(password)}@127.0.0.1:${port}/hubqueue`;
}

export async function firstLine(file: string): Promise<string | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n")[0]?.trim() || null;
}
