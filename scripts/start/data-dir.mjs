import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { takeLock } from "./lock.mjs";

const SETTLE_MS = 3_000;
const ORPHAN_MS = 30_000;

/** Creates DATA_DIR, closed to others; under root it stays passable, because the database runs as another account. */
export function createDataDir(dataDir) {
  if (mkdirSync(dataDir, { recursive: true }) === undefined) return;
  chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/**
 * Makes this process the only one that runs on DATA_DIR, or on one of its ports. One that is just ending gets a moment; one
 * whose npm was killed has nobody left to stop it, so it is stopped here.
 *
 * @param {string} dataDir
 * @param {(line: string) => void} note
 * @param {number | null} port where several may run on the directory: the one that only this process may serve
 * @returns {Promise<() => void>} gives it free again
 * @throws Error when another HubQueue runs there
 */
export async function holdDataDir(dataDir, note, port = null) {
  const file = join(dataDir, port === null ? "start.lock" : `start-${port}.lock`);
  const begun = Date.now();
  let orphan = false;
  for (;;) {
    const lock = await takeLock(file);
    if (lock.holder === null) return lock.release;
    const { pid, parentAlive } = lock.holder;
    if (!parentAlive && !orphan) {
      orphan = true;
      note(`stopping the HubQueue that a killed npm left behind (process ${pid})`);
      process.kill(pid, "SIGTERM");
    }
    if (Date.now() - begun > (orphan ? ORPHAN_MS : SETTLE_MS)) {
      throw new Error(
        `HubQueue is already running on ${dataDir} (process ${pid}). Stop it first (Ctrl-C there, or kill ${pid}), or give this one a DATA_DIR and a PORT of its own.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
