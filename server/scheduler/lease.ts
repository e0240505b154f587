/**
 * This process's view of the lease. Trusted only until the lease could have run out, by the monotonic clock and
 * counted from before the renewal was sent, so that a process which was frozen knows it has lost.
 */
import type { Lease } from "../persistence/lease-fence";
import type { LeaseRepository } from "../persistence/lease-repository";

/** A frozen holder is replaced after this long and one beat at most: 9 s. */
const TTL_SECONDS = 8;
const MARGIN_MS = 2_000;
/** The holder renews this often; everybody else asks at every beat, which writes nothing. */
const RENEW_MS = 2_500;

export class LeaseKeeper {
  private lease: Lease | null = null;
  private trustedUntil = 0;
  private renewAt = 0;

  constructor(
    private readonly leases: Pick<LeaseRepository, "acquire" | "resign">,
    /** Milliseconds that never jump back. */
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {}

  /** The lease while this process may decide, else null. */
  current(): Lease | null {
    return this.lease !== null && this.monotonicNow() < this.trustedUntil ? this.lease : null;
  }

  /** Takes or renews the lease where that is due. @returns true when this call made the process the one that decides. */
  async renew(): Promise<boolean> {
    const before = this.current();
    const askedAt = this.monotonicNow();
    if (before && askedAt < this.renewAt) return false;
    this.lease = await this.leases.acquire(TTL_SECONDS);
    this.trustedUntil = askedAt + TTL_SECONDS * 1000 - MARGIN_MS;
    this.renewAt = askedAt + RENEW_MS;
    return this.lease !== null && before?.epoch !== this.lease.epoch;
  }

  async resign(): Promise<void> {
    const { lease } = this;
    this.lease = null;
    if (lease) await this.leases.resign(lease);
  }
}
