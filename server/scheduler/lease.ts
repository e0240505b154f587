/**
 * This process's view of the lease. Trusted only until the lease could have run out, by the monotonic clock and
 * counted from before the renewal was sent, so that a process which was frozen knows it has lost.
 */
import type { Lease } from "../persistence/lease-fence";
import type { LeaseRepository } from "../persistence/lease-repository";

const TTL_SECONDS = 9;
const MARGIN_MS = 2_000;

export class LeaseKeeper {
  private lease: Lease | null = null;
  private trustedUntil = 0;

  constructor(
    private readonly leases: LeaseRepository,
    private readonly holder: string,
    /** Milliseconds that never jump back. */
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {}

  /** The lease while this process may decide, else null. */
  current(): Lease | null {
    return this.lease !== null && this.monotonicNow() < this.trustedUntil ? this.lease : null;
  }

  /** Takes or renews the lease. @returns true when this call made the process the one that decides. */
  async renew(): Promise<boolean> {
    const before = this.current();
    const askedAt = this.monotonicNow();
    this.lease = await this.leases.acquire(this.holder, TTL_SECONDS);
    this.trustedUntil = askedAt + TTL_SECONDS * 1000 - MARGIN_MS;
    return this.lease !== null && before?.epoch !== this.lease.epoch;
  }

  async resign(): Promise<void> {
    const { lease } = this;
    this.lease = null;
    if (lease) await this.leases.resign(lease);
  }
}
