/** A configuration that makes no sense: the start names all of it, and has made nothing. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inRoot } from "./paths.mjs";

let folder;
let dataDir;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hubqueue settings "));
  dataDir = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true }));

/** @param checkout whose launcher runs @returns its exit code, and what it said of problems */
async function start(checkout, settings) {
  const child = spawn(process.execPath, [join(checkout, "scripts", "start.mjs")], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  return { code, said, named: [...said.matchAll(/^ {2}- (\w+)/gm)].map(([, name]) => name).sort() };
}

test("a bad port hides none of the other problems", async () => {
  const settings = { PORT: "nowhere", DRAIN_SECONDS: "soon", LOG_LEVEL: "loud", MAX_CONCURRENT_TASKS: "0" };
  const { code, said, named } = await start(inRoot(), settings);
  expect([code, named]).toEqual([1, Object.keys(settings).sort()]);
  expect(said).toContain("HubQueue did not start: The configuration has 4 problem(s)");
  expect(existsSync(dataDir)).toBe(false);
});

test("a first start, which has no packages yet, lists what it can judge without them before it fetches any", async () => {
  await cp(inRoot("scripts"), join(folder, "scripts"), { recursive: true });
  const settings = { PORT: "65536", DRAIN_SECONDS: "-1" };
  const { code, said, named } = await start(folder, { ...settings, LOG_LEVEL: "loud" });
  expect([code, named]).toEqual([1, Object.keys(settings).sort()]);
  expect(said).toContain("PORT must be a whole number from 0 to 65535");
  expect(existsSync(join(folder, "node_modules"))).toBe(false);
  expect(existsSync(dataDir)).toBe(false);
});
