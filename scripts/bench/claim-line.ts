/** The queue's own claim, as the product calls it, on a given backlog. */
import { AttemptRepository } from "@/server/persistence/attempt-repository";
import type { Lease } from "@/server/persistence/lease-fence";
import { LeaseRepository } from "@/server/persistence/lease-repository";
import { connect } from "@/server/persistence/prisma";
import { timed } from "./statistics";

export interface ClaimLine {
  /**
   * Milliseconds of so many claims, one after another, at most until `deadlineMs` have passed. Each task is finished
   * outside the timed part.
   */
  claims(count: number, deadlineMs?: number): Promise<number[]>;
  /** What the queue does itself every 256 claims. */
  raiseHead(): Promise<void>;
  close(): Promise<void>;
}

const AN_HOUR_SECONDS = 3600;

export async function openClaimLine(databaseUrl: string, accountId: string): Promise<ClaimLine> {
  const db = connect({ databaseUrl });
  const leases = new LeaseRepository({ databaseUrl, process: "bench" });
  const attempts = new AttemptRepository(db);
  const lease: Lease | null = await leases.acquire(AN_HOUR_SECONDS);
  if (!lease) throw new Error("somebody else holds the lease of the bench's own database");
  return {
    async claims(count, deadlineMs = Number.POSITIVE_INFINITY) {
      const samples: number[] = [];
      const until = performance.now() + deadlineMs;
      while (samples.length < count && performance.now() < until) {
        const { ms, value: claim } = await timed(() => attempts.claim(lease, accountId));
        if (!claim) throw new Error("there was nothing to claim");
        samples.push(ms);
        // A refused task is finalized and gives its slot back; this code opens no breaker.
        await attempts.reject(claim.attemptId, null, { code: "UPLOAD_FAILED", message: "bench" }, 0);
      }
      return samples;
    },
    raiseHead: () => attempts.raiseHead(),
    async close() {
      await leases.close();
      await db.$disconnect();
    },
  };
}
