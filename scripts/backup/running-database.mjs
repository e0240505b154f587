import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** A product that has just been started may still be replaying its log. */
const WAIT_MS = 60_000;

/**
 * The embedded server that a running product has started on DATA_DIR.
 * @returns {Promise<string>} its connection string
 * @throws Error in words when it does not answer
 */
export async function runningDatabase(dataDir) {
  const recorded = await readFile(join(dataDir, "postgres.location"), "utf8").catch(() => "");
  const home = recorded.trim() || join(dataDir, "postgres");
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    try {
      const read = async (name) => (await readFile(join(home, name), "utf8")).trim();
      const url = `postgresql://hubqueue:${await read("password")}@127.0.0.1:${await read("port")}/hubqueue`;
      await tryConnection(url);
      return url;
    } catch (error) {
      if (error.code === "EACCES" || Date.now() > deadline) {
        throw new Error(
          `HubQueue runs on ${dataDir}, but its database cannot be reached (${error.message}). Make the backup as the account that runs HubQueue.`,
        );
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function tryConnection(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  await client.end();
}
