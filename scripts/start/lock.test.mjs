import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock.mjs";
import { identify } from "./process-identity.mjs";

let directory;
let file;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "hubqueue lock "));
  file = join(directory, "start.lock");
});
afterEach(() => rm(directory, { recursive: true }));

/** A process that lives until it is told otherwise. */
async function livingProcess() {
  const child = spawn(process.execPath, ["-e", "console.log('up'); setInterval(() => {}, 1000)"]);
  await once(child.stdout, "data");
  return child;
}

test("a held lock names its holder, and a released one can be taken", async () => {
  const first = await takeLock(file);
  expect(await takeLock(file)).toEqual({ holder: { pid: process.pid, parentAlive: true } });
  first.release();
  expect((await takeLock(file)).holder).toBeNull();
});

test("the lock of a killed process is taken over", async () => {
  const child = await livingProcess();
  await writeFile(file, JSON.stringify({ ...identify(child.pid), parent: null }));
  expect((await takeLock(file)).holder?.pid).toBe(child.pid);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect((await takeLock(file)).holder).toBeNull();
  expect(JSON.parse(await readFile(file, "utf8")).pid).toBe(process.pid);
});

test("a pid that another process has by now does not hold the lock", async () => {
  await writeFile(file, JSON.stringify({ pid: process.pid, since: "an earlier life", parent: null }));
  expect((await takeLock(file)).holder).toBeNull();
});

test("a holder whose npm was killed is reported as an orphan", async () => {
  const npm = await livingProcess();
  await writeFile(file, JSON.stringify({ ...identify(process.pid), parent: identify(npm.pid) }));
  npm.kill("SIGKILL");
  await once(npm, "exit");
  expect((await takeLock(file)).holder).toEqual({ pid: process.pid, parentAlive: false });
});

test("of several that find a dead holder's or an unreadable lock, one gets it", async () => {
  for (const left of Array(10)
    .fill([JSON.stringify({ pid: 1, since: "an earlier life" }), '{"pid": 12'])
    .flat()) {
    await writeFile(file, left);
    const results = await Promise.all(Array.from({ length: 5 }, () => takeLock(file)));
    expect(results.filter(({ holder }) => holder === null)).toHaveLength(1);
  }
  expect(existsSync(file)).toBe(true);
  expect(await readdir(directory)).toEqual(["start.lock"]);
});
