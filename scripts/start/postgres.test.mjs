import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startPostgres } from "./postgres.mjs";
import { databaseAccount } from "./postgres-account.mjs";

let home;
let account;
const running = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "hub queue "));
  account = databaseAccount(join(home, "cluster"));
  if (account.uid !== undefined) await chown(home, account.uid, account.gid);
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  await rm(home, { recursive: true });
});

async function start({ notice, disposable = true } = {}) {
  const server = await startPostgres({ home, account, disposable, notice });
  running.push(server);
  return server;
}

async function query({ url }, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

describe("startPostgres, in a directory with a space", () => {
  test("creates a database reachable on loopback with a password only, and keeps data and port over a restart", async () => {
    const first = await start();
    expect(new URL(first.url).hostname).toBe("127.0.0.1");
    await expect(query({ url: first.url.replace(/:[^:@]+@/, ":wrong@") }, "SELECT 1")).rejects.toThrow(
      "authentication",
    );
    expect((await stat(join(home, "password"))).mode & 0o777).toBe(0o600);
    await query(first, "CREATE TABLE kept AS SELECT 1 AS n");
    await first.stop();
    expect(await first.exited).toMatchObject({ code: 0 });
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  });

  test("comes back with its data after the server was killed", async () => {
    const first = await start({ disposable: false });
    await query(first, "CREATE TABLE kept AS SELECT 1 AS n");
    process.kill(first.pid, "SIGKILL");
    await first.exited;
    const second = await start();
    expect(await query(second, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  });

  test("stops the server that a killed launcher left running, then starts its own", async () => {
    const launcher = fork(new URL("./testing/launch-postgres.mjs", import.meta.url), [
      home,
      JSON.stringify(account),
    ]);
    const [orphan] = await once(launcher, "message");
    launcher.kill("SIGKILL");
    await once(launcher, "exit");
    const notices = [];
    const own = await start({ notice: (line) => notices.push(line) });
    expect(own.pid).not.toBe(orphan.pid);
    expect(notices).toEqual([expect.stringContaining("left running")]);
    expect(own.port).toBe(orphan.port);
  });

  test("is not kept from starting by a pid file whose number belongs to another program", async () => {
    const first = await start();
    process.kill(first.pid, "SIGKILL");
    await first.exited;
    const file = join(home, "cluster", "postmaster.pid");
    await writeFile(file, (await readFile(file, "utf8")).replace(/^\d+/, String(process.pid)));
    await expect(start()).resolves.toMatchObject({ port: first.port });
  });

  test("begins anew when an initialisation was interrupted", async () => {
    await mkdir(join(home, "cluster.partial", "base"), { recursive: true });
    await writeFile(join(home, "cluster.partial", "PG_VERSION"), "18\n");
    await expect(start()).resolves.toMatchObject({ port: expect.any(Number) });
  });

  test("takes another port when its own is taken", async () => {
    const first = await start();
    await first.stop();
    const { createServer } = await import("node:net");
    const squatter = createServer().listen(first.port, "127.0.0.1");
    await once(squatter, "listening");
    const second = await start();
    expect(second.port).not.toBe(first.port);
    squatter.close();
  });

  test("says why it cannot start, with the server's own words", async () => {
    await (await start()).stop();
    await chmod(join(home, "cluster"), 0o777);
    await expect(start()).rejects.toThrow(/invalid permissions/);
  });
});
