import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { inRoot } from "./paths.mjs";
import { binariesPackage } from "./postgres-package.mjs";
import { digest, onceFor } from "./stamp.mjs";
import { runTool } from "./tool.mjs";

const QUIET = ["--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Makes node_modules match package-lock.json.
 * @param {(line: string) => void} note
 * @param {AbortSignal} [signal]
 */
export async function installDependencies(note, signal) {
  const lock = await readFile(inRoot("package-lock.json"), "utf8");
  // Native packages differ by Node release and platform, so a checkout that moved is installed again.
  const wanted = digest(lock, process.versions.node.split(".")[0], process.platform, process.arch);
  await onceFor(inRoot("node_modules", ".hubqueue-install"), wanted, async () => {
    if (await matchesLock(JSON.parse(lock))) {
      note("node_modules was already installed");
    } else {
      note("installing with npm (a few minutes the first time)");
      // What an interrupted install left behind looks finished to npm, package by package.
      await rm(inRoot("node_modules"), { recursive: true, force: true });
      // Not `npm ci`: it refuses a lock file that lacks the native packages of other platforms, which is how npm writes
      // one against a registry without them. This holds to the locked versions just the same, and changes no file.
      // No install scripts: one of them would download an engine from outside the registry.
      await runTool(
        ...npm("install", "--no-save", "--ignore-scripts", "--include=dev", "--include=optional", ...QUIET),
        { signal, advice: "Check the connection to the npm registry (npm ping) and start again." },
      );
    }
    await linkLibraries(signal);
  });
}

/** npm as it was called, so that `npm start` of one version does not install with another. */
function npm(...args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith(".js") ? [process.execPath, [cli, ...args]] : ["npm", args];
}

/** npm records what it put there in node_modules/.package-lock.json, as its last act. */
async function matchesLock(lock) {
  const text = await readFile(inRoot("node_modules", ".package-lock.json"), "utf8").catch(() => null);
  if (!text) return false;
  const installed = JSON.parse(text).packages;
  return Object.entries(lock.packages).every(([path, { version, optional }]) => {
    if (path === "") return true;
    const present = installed[path];
    if (!present) return optional === true && inRoot(path) !== binariesPackage;
    return present.version === version && existsSync(inRoot(path));
  });
}

/** What the database package's own install script does: npm packages cannot carry symbolic links. */
async function linkLibraries(signal) {
  const script = join(binariesPackage, "scripts", "hydrate-symlinks.js");
  if (existsSync(script)) await runTool(process.execPath, [script], { cwd: binariesPackage, signal });
}
