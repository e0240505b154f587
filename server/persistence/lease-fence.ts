/** Decisions are fenced by the leader's epoch: a process that was frozen and deposed cannot decide when it wakes. */
import type { Executor } from "./prisma";

export interface Lease {
  /** The lease session that holds it; PostgreSQL knows whether that session still lives. */
  readonly holder: string;
  readonly epoch: bigint;
}

export class LeaseLost extends Error {
  constructor() {
    super("another process decides now");
    this.name = "LeaseLost";
  }
}

/**
 * Call first in the transaction of a decision: it keeps a successor from taking over until that transaction has ended.
 * (The claim does the same inside `claim_attempt`.)
 * @throws LeaseLost
 */
export async function fence(tx: Executor, lease: Lease): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM scheduler_lease
    WHERE name = 'scheduler' AND holder = ${lease.holder} AND epoch = ${lease.epoch} AND expires_at > clock_timestamp()
    FOR SHARE`;
  if (rows.length === 0) throw new LeaseLost();
}
