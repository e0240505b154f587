import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { identify, isSame } from "./process-identity.mjs";

const NOBODY = { pid: 0, since: null };

/**
 * Takes a lock file for this process, also from a holder that is dead.
 *
 * @param {string} file
 * @returns {Promise<{holder: null, release(): void} | {holder: {pid: number, parentAlive: boolean}}>}
 *   the lock, or who holds it
 */
export async function takeLock(file) {
  await mkdir(dirname(file), { recursive: true });
  const mine = JSON.stringify({
    ...identify(process.pid),
    parent: startedByNpm() ? identify(process.ppid) : null,
  });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mine);
  try {
    for (;;) {
      try {
        // A link appears complete or not at all, and never replaces another's lock.
        await link(draft, file);
        return { holder: null, release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const theirs = await readFile(file, "utf8").catch(() => null);
      if (theirs === null) continue;
      const holder = parse(theirs);
      if (holder && isSame(holder)) {
        return { holder: { pid: holder.pid, parentAlive: !holder.parent || isSame(holder.parent) } };
      }
      await discard(file, theirs, draft);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead holder's file. Taking turns keeps a slow finder from removing the lock of the one after it. */
async function discard(file, dead, draft) {
  const turn = `${file}.turn`;
  try {
    await link(draft, turn);
  } catch {
    const other = await readFile(turn, "utf8").catch(() => null);
    if (other !== null && !isSame(parse(other) ?? NOBODY)) await rm(turn, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 10));
    return;
  }
  try {
    if ((await readFile(file, "utf8").catch(() => null)) === dead) await rm(file);
  } finally {
    await rm(turn, { force: true });
  }
}

/** npm starts us directly (`exec node …`), so its death leaves us without the one who would stop us. */
export const startedByNpm = () => process.env.npm_lifecycle_event !== undefined;

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
