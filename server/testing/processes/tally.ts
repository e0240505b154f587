/** How hard a round was: without it, a round in which nothing happened would look like one that was survived. */
import type { World } from "./world";

export interface Tally {
  /** How often the lease changed hands. */
  readonly epochs: number;
  /** Create calls that reached RunningHub, and those it accepted. */
  readonly creates: number;
  readonly accepted: number;
  /** Attempts whose answer was never learnt. */
  readonly unknown: number;
  /** How the tasks ended, by status and reason. */
  readonly ends: Readonly<Record<string, number>>;
}

export async function tally({ office: { db }, upstream }: World): Promise<Tally> {
  const { creates } = await upstream.ledger();
  const lease = await db.schedulerLease.findFirstOrThrow();
  const tasks = await db.task.findMany({ select: { status: true, reasonCode: true, deletedAt: true } });
  const ends: Record<string, number> = {};
  for (const { status, reasonCode, deletedAt } of tasks) {
    const end = deletedAt !== null ? "deleted" : status === "FAILED" ? `FAILED ${reasonCode}` : status;
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return {
    epochs: Number(lease.epoch),
    creates: creates.length,
    accepted: creates.filter((entry) => entry.accepted).length,
    unknown: await db.attempt.count({ where: { state: "UNKNOWN" } }),
    ends,
  };
}
