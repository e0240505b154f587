import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  lchown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { canUse, databaseAccount } from "./postgres-account.mjs";

/**
 * Where the database lives and who runs it. Normally `DATA_DIR/postgres`. Under root the server runs as another account,
 * which may be unable to get there (root's home is closed); then it lives below /var/lib, and DATA_DIR says where.
 *
 * @param {string} dataDir absolute
 * @param {(line: string) => void} notice
 * @param {string} [elsewhere] parent of the other place
 * @returns {Promise<{home: string, account: {uid?: number, gid?: number}}>}
 */
export async function findPostgresHome(dataDir, notice, elsewhere = "/var/lib") {
  const local = join(dataDir, "postgres");
  await mkdir(local, { recursive: true, mode: 0o700 });
  const record = join(dataDir, "postgres.location");
  const recorded = (await readFile(record, "utf8").catch(() => "")).trim();
  if (recorded && !existsSync(join(recorded, "cluster"))) {
    throw new Error(
      `the database of ${dataDir} was kept in ${recorded}, which is gone. Bring it back, or remove ${record} to begin with an empty one.`,
    );
  }
  const home = recorded || local;
  const account = databaseAccount(join(home, "cluster"));
  if (account.uid === undefined) {
    await checkOwner(join(home, "cluster"));
    return { home, account };
  }
  if (await handOver(home, account)) return { home, account };
  if (recorded)
    throw new Error(`the account of the database (uid ${account.uid}) may not enter ${recorded} any more`);

  const remote = freeHome(local, elsewhere, notice);
  await mkdir(remote, { recursive: true });
  if (!(await handOver(remote, account)))
    throw new Error(`neither ${local} nor ${remote} can be used by uid ${account.uid}`);
  if (existsSync(join(local, "cluster"))) {
    await moveCluster(local, remote, account);
    await recordPostgresHome(dataDir, remote);
    // Only now: whatever happens in between, one of the two is found again.
    await rm(join(local, "cluster"), { recursive: true });
  }
  notice(`the account of the database may not enter ${dataDir}, so its files are in ${remote}`);
  return { home: remote, account };
}

/** A database that a directory of this name had before it was removed is another's: neither used nor touched. */
function freeHome(local, elsewhere, notice) {
  const name = `hubqueue-${createHash("sha256").update(local).digest("hex").slice(0, 12)}`;
  for (let count = 1; ; count += 1) {
    const home = join(elsewhere, count === 1 ? name : `${name}-${count}`);
    if (!existsSync(join(home, "cluster"))) return home;
    notice(`${home} has a database that an earlier ${local} had; it is left alone`);
  }
}

/** Called once the cluster exists, so a record always names a complete one. */
export async function recordPostgresHome(dataDir, home) {
  if (home !== join(dataDir, "postgres")) await writeFile(join(dataDir, "postgres.location"), `${home}\n`);
}

/** @returns whether the account owns the directory and can work in it; some file systems refuse both */
async function handOver(home, { uid, gid }) {
  try {
    await chown(home, uid, gid);
    await chmod(home, 0o700);
    const password = join(home, "password");
    if (existsSync(password)) await chown(password, uid, gid);
  } catch {
    return false;
  }
  return ["r", "w", "x"].every((permission) => canUse(home, permission, { uid, gid }));
}

/** A checkout that was moved to where its database cannot follow. The copy appears by a rename. */
async function moveCluster(local, remote, { uid, gid }) {
  const target = join(remote, "cluster");
  const partial = `${target}.moving`;
  await rm(partial, { recursive: true, force: true });
  const { status, stderr } = spawnSync("cp", ["-a", join(local, "cluster"), partial], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the database could not be moved to ${remote}: ${stderr.trim()}`);
  await giveAll(partial, uid, gid);
  await writeFile(join(remote, "password"), await readFile(join(local, "password")), { mode: 0o600 });
  await chown(join(remote, "password"), uid, gid);
  await rename(partial, target);
}

async function giveAll(path, uid, gid) {
  await lchown(path, uid, gid);
  if (!(await stat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveAll(join(path, name), uid, gid);
}

async function checkOwner(cluster) {
  const owner = await stat(cluster).catch((error) => (error.code === "EACCES" ? { uid: -1 } : null));
  const { uid, username } = userInfo();
  if (!owner || uid < 0 || owner.uid === uid) return;
  throw new Error(
    `${cluster} belongs to another account than ${username} (was it started as root before?). Start as that account, or choose another DATA_DIR.`,
  );
}
