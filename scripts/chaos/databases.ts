/** A PostgreSQL server for the time of the command, with one migrated database per worker. */
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { migrate } from "../../server/persistence/migrate";
import { startPostgres } from "../start/postgres.mjs";
import { databaseAccount } from "../start/postgres-account.mjs";

/** Nothing is ever read back after a crash of the machine, and deadlocks are rare and provoked. */
const SETTINGS = { deadlock_timeout: "50ms", jit: "off", max_connections: "250" };

export async function startDatabases(count: number): Promise<{ urls: string[]; stop(): Promise<void> }> {
  const home = await mkdtemp(path.join(tmpdir(), "hubqueue-chaos-"));
  const account = databaseAccount(home);
  if (account.uid !== undefined && account.gid !== undefined) await chown(home, account.uid, account.gid);
  const settings = { ...SETTINGS, unix_socket_directories: home };
  const server = await startPostgres({ home, account, database: "template", disposable: true, settings });
  const stop = async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await migrate(server.url);
    const urls = await copies(server.url, count);
    // A third of a statement's time is the network's, even on one machine.
    return { urls: urls.map((url) => `${url}?host=${encodeURIComponent(home)}&port=${server.port}`), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function copies(templateUrl: string, count: number): Promise<string[]> {
  const url = new URL(templateUrl);
  url.pathname = "postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const urls: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    await client.query(`CREATE DATABASE chaos_${n} TEMPLATE template`);
    url.pathname = `chaos_${n}`;
    urls.push(url.href);
  }
  await client.end();
  return urls;
}

/** What each session of that database does, and for whose lock it waits: a line each. */
export async function sessionsOf(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(
      `SELECT format('%s %s %s, transaction for %s, waits for %s of %s: %s', pid, backend_type, state, clock_timestamp() - xact_start,
         wait_event_type || '/' || wait_event, pg_blocking_pids(pid), regexp_replace(query, '\\s+', ' ', 'g')) AS line
       FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY state, pid`,
    );
    return rows.map(({ line }) => line.slice(0, 600));
  } finally {
    await client.end();
  }
}
