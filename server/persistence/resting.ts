/** A restored copy rests (server/backup/resting-copy.ts) until its line is resumed. */
import type { Executor } from "./prisma";

/** The setting that says from when the backup is; there only while the copy rests. */
export const RESTORED_FROM = "queue.restoredFrom";
/** The name under which the lease is put away: nobody can take it there. */
export const RESTING_LEASE = "resting";

/** The copy takes the place of the original. Nothing happens to a queue that does not rest. */
export async function wake(tx: Executor): Promise<void> {
  await tx.$executeRaw`DELETE FROM setting WHERE name = ${RESTORED_FROM}`;
  await tx.$executeRaw`UPDATE scheduler_lease SET name = 'scheduler' WHERE name = ${RESTING_LEASE}`;
}
