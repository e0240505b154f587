/**
 * The bench's own PostgreSQL: the embedded one with its default settings, so a commit is as durable (and as slow) as in
 * production. It lives in a temporary directory that is removed at the end.
 */
import { rmSync } from "node:fs";
import { chown, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { migrate } from "@/server/persistence/migrate";
import { startPostgres } from "../start/postgres.mjs";
import { databaseAccount } from "../start/postgres-account.mjs";

export interface Ground {
  readonly version: string;
  /** A new database with the product's tables, or none. @returns its connection string. */
  database(name: string, tables: "product" | "none"): Promise<string>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openGround(neededBytes: number): Promise<Ground> {
  const home = await mkdtemp(path.join(tmpdir(), "hubqueue-bench-"));
  // However this ends: gigabytes must not stay.
  process.once("exit", () => rmSync(home, { recursive: true, force: true }));
  const { bavail, bsize } = await statfs(home);
  if (bavail * bsize < neededBytes) {
    throw new Error(
      `the bench needs ${neededBytes / 1e9} GB free in ${tmpdir()}; set TMPDIR to another place`,
    );
  }
  const account = databaseAccount(home);
  if (account.uid !== undefined && account.gid !== undefined) await chown(home, account.uid, account.gid);
  const server = await startPostgres({ home, account, database: "bench" });
  const { rows } = await withClient(server.url, (client) =>
    client.query<{ server_version: string }>("SHOW server_version"),
  );
  const urlOf = (name: string) => {
    const url = new URL(server.url);
    url.pathname = name;
    return url.href;
  };
  const drop = (name: string) =>
    withClient(server.url, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    });
  return {
    version: rows[0]?.server_version ?? "unknown",
    drop,
    async database(name, tables) {
      await drop(name);
      await withClient(server.url, (client) => client.query(`CREATE DATABASE "${name}"`));
      if (tables === "product") await migrate(urlOf(name));
      return urlOf(name);
    },
    async stop() {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Runs `use` over a connection of its own. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
