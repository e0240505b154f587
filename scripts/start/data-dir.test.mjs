import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdDataDir } from "./data-dir.mjs";

let directory;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "hub queue "));
});
afterEach(() => rm(directory, { recursive: true }));

const hold = (port) => holdDataDir(directory, () => {}, port);

test("a directory is one process's, or on each of its ports", async () => {
  const releases = [await hold(3000), await hold(3001)];
  await expect(hold(3001)).rejects.toThrow(/HubQueue is already running on .*Stop it first/);
  for (const release of releases) release();
  expect(await readdir(directory)).toEqual([]);
  (await hold(null))();
});
