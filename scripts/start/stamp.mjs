// A stamp file says from which inputs something was made. It is removed before the work and written after it, so a
// killed run never leaves one that counts.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/**
 * @param {string} file
 * @param {string} wanted digest of the inputs
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function onceFor(file, wanted, work) {
  if ((await readFile(file, "utf8").catch(() => "")).trim() === wanted) return false;
  await rm(file, { force: true });
  await work();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${wanted}\n`);
  return true;
}

/** @param {...string} parts @returns {string} hex sha256 */
export function digest(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex");
}

/**
 * Digest of names and contents of all files at or below the paths; a missing path counts as empty.
 * @param {string} base
 * @param {string[]} paths relative to base
 * @param {(relativePath: string) => boolean} [include]
 */
export function digestFiles(base, paths, include = () => true) {
  const hash = createHash("sha256");
  const visit = (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats || !include(relative(base, path))) return;
    if (stats.isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else if (stats.isFile()) {
      const content = readFileSync(path);
      hash.update(`${relative(base, path)}\0${content.length}\0`).update(content);
    }
  };
  for (const path of paths) visit(join(base, path));
  return hash.digest("hex");
}
