import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDataDir } from "./data-dir.mjs";
import { canUse } from "./postgres-account.mjs";
import { findPostgresHome, recordPostgresHome } from "./postgres-home.mjs";

const asRoot = process.getuid?.() === 0;
let directory;
let elsewhere;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "hub queue "));
  await chmod(directory, 0o755);
  elsewhere = join(directory, "elsewhere");
  await mkdir(elsewhere);
});
afterEach(() => rm(directory, { recursive: true }));

/** A DATA_DIR below a directory only its owner may enter, like root's home. */
async function closedDataDir() {
  const dataDir = join(directory, "closed", "data");
  await mkdir(dataDir, { recursive: true });
  await chmod(join(directory, "closed"), 0o700);
  return dataDir;
}

const find = (dataDir) => findPostgresHome(dataDir, () => {}, elsewhere);

async function pretendCluster(home) {
  await mkdir(join(home, "cluster"), { recursive: true });
  await writeFile(join(home, "cluster", "PG_VERSION"), "18\n");
  await writeFile(join(home, "password"), "secret\n");
}

test("the database lives below DATA_DIR, where its account can work", async () => {
  const dataDir = join(directory, "data");
  createDataDir(dataDir);
  const { home, account } = await find(dataDir);
  expect(home).toBe(join(dataDir, "postgres"));
  expect(canUse(home, "w", account)).toBe(true);
  expect(account.uid === undefined).toBe(!asRoot);
});

test("below a closed directory it lives where its account can work, and is found there again", async () => {
  const dataDir = await closedDataDir();
  const { home, account } = await find(dataDir);
  expect(canUse(home, "w", account)).toBe(true);
  // An ordinary user runs the database itself and enters its own directory.
  expect(home.startsWith(asRoot ? elsewhere : dataDir)).toBe(true);
  await pretendCluster(home);
  await recordPostgresHome(dataDir, home);
  expect((await find(dataDir)).home).toBe(home);
});

test("a directory that was removed and made again begins with an empty database, and the old one stays", async () => {
  const dataDir = await closedDataDir();
  const { home } = await find(dataDir);
  await pretendCluster(home);
  await recordPostgresHome(dataDir, home);
  await rm(dataDir, { recursive: true });
  await mkdir(dataDir);
  const again = await find(dataDir);
  expect(existsSync(join(again.home, "cluster"))).toBe(false);
  // An ordinary user's is below the directory, and went with it.
  expect(existsSync(join(home, "cluster"))).toBe(asRoot);
});

test("a database whose checkout moved below a closed directory keeps its data", async () => {
  const dataDir = await closedDataDir();
  createDataDir(join(directory, "data"));
  const before = await find(join(directory, "data"));
  await pretendCluster(before.home);
  await rename(before.home, join(dataDir, "postgres"));
  const { home, account } = await find(dataDir);
  expect(await readFile(join(home, "cluster", "PG_VERSION"), "utf8")).toBe("18\n");
  expect(await readFile(join(home, "password"), "utf8")).toBe("secret\n");
  expect(canUse(join(home, "cluster"), "w", account)).toBe(true);
  expect((await find(dataDir)).home).toBe(home);
});

test("a recorded place that is gone is reported, not replaced by an empty database", async () => {
  const dataDir = join(directory, "data");
  await find(dataDir);
  await recordPostgresHome(dataDir, join(directory, "lost"));
  await expect(find(dataDir)).rejects.toThrow(/lost, which is gone/);
});
