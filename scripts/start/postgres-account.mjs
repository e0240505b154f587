// PostgreSQL refuses to run as root, so under root its processes run as another account.
import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";

/**
 * Who runs the database: the current user, or under root the owner of an existing cluster, else `postgres`, else
 * `nobody` (present everywhere; making accounts on somebody's machine is not ours to do).
 * @param {string} cluster data directory, which need not exist yet
 * @returns {{uid?: number, gid?: number}} empty = the current user
 */
export function databaseAccount(cluster) {
  if (process.getuid?.() !== 0) return {};
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag) =>
        Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // no such account: the next one
    }
  }
  throw new Error(
    "PostgreSQL does not run as root and there is no `postgres` or `nobody` account. Run as an ordinary user or set DATABASE_URL.",
  );
}

/**
 * Asks the kernel, as that account, so that closed parent directories, ACLs and mount options all count.
 * @param {"r" | "w" | "x"} permission
 */
export function canUse(path, permission, account) {
  const { status } = spawnSync("/bin/sh", ["-c", `test -${permission} "$0"`, path], {
    ...account,
    cwd: "/",
    stdio: "ignore",
  });
  return status === 0;
}
