import { existsSync } from "node:fs";
import { chmod, cp, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { canUse } from "./postgres-account.mjs";
import { binariesPackage, platform } from "./postgres-package.mjs";

/**
 * The `bin` directory to run from: the package's own, or a copy below `home` when the account cannot enter the
 * checkout (root's home is closed to everybody else).
 */
export async function reachableBinaries(home, account, notice) {
  const native = join(binariesPackage, "native");
  if (!existsSync(join(native, "bin", "postgres"))) {
    throw new Error(
      `there is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL server (14 or newer) instead.`,
    );
  }
  await restorePermissions(join(native, "bin"));
  if (usable(native, account)) return join(native, "bin");

  const { version } = JSON.parse(await readFile(join(binariesPackage, "package.json"), "utf8"));
  const copy = join(home, `native-${version}`);
  if (!existsSync(copy)) {
    notice(
      `copying the database program to ${copy}, because its account may not enter ${dirname(binariesPackage)}`,
    );
    for (const name of await readdir(home))
      if (name.startsWith("native-")) await rm(join(home, name), { recursive: true });
    const partial = join(home, "native-partial");
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await openToAll(partial);
    await rename(partial, copy);
  }
  if (!usable(copy, account))
    throw new Error(`the account of the database cannot run the programs in ${copy}`);
  return join(copy, "bin");
}

const usable = (native, account) =>
  canUse(join(native, "bin", "postgres"), "x", account) &&
  canUse(join(native, "lib"), "x", account) &&
  canUse(join(native, "share", "postgresql", "postgres.bki"), "r", account);

/** npm can unpack without execute bits; a read-only file system is left alone when they are there. */
async function restorePermissions(bin) {
  for (const name of await readdir(bin)) {
    if (!canUse(join(bin, name), "x", {})) await chmod(join(bin, name), 0o755);
  }
}

/** A checkout made under a strict umask is closed file by file, and a copy inherits that. */
async function openToAll(directory) {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}
