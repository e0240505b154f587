/** The lease row says which process decides. All times are the database's. */
import type { Lease } from "./lease-fence";
import type { Database } from "./prisma";

export class LeaseRepository {
  constructor(private readonly db: Database) {}

  /**
   * Takes the lease if it is free or over, or renews it if it is ours; one conditional write.
   * @returns null while another process holds it.
   */
  async acquire(holder: string, ttlSeconds: number): Promise<Lease | null> {
    const rows = await this.db.$queryRaw<{ epoch: bigint }[]>`
      INSERT INTO scheduler_lease AS l (name, holder, epoch, acquired_at, renewed_at, expires_at)
      VALUES ('scheduler', ${holder}, 1, clock_timestamp(), clock_timestamp(),
        clock_timestamp() + ${ttlSeconds}::float8 * interval '1 second')
      ON CONFLICT (name) DO UPDATE SET
        holder = excluded.holder, renewed_at = clock_timestamp(), expires_at = excluded.expires_at,
        epoch = CASE WHEN l.holder = excluded.holder AND l.expires_at > clock_timestamp() THEN l.epoch ELSE l.epoch + 1 END,
        acquired_at = CASE WHEN l.holder = excluded.holder AND l.expires_at > clock_timestamp() THEN l.acquired_at ELSE clock_timestamp() END
      WHERE l.holder = excluded.holder OR l.expires_at <= clock_timestamp()
      RETURNING epoch`;
    const epoch = rows[0]?.epoch;
    return epoch === undefined ? null : { holder, epoch };
  }

  /** Ends the lease now, so that another process need not wait for it to run out. */
  async resign(lease: Lease): Promise<void> {
    await this.db.$executeRaw`
      UPDATE scheduler_lease SET expires_at = clock_timestamp()
      WHERE name = 'scheduler' AND holder = ${lease.holder} AND epoch = ${lease.epoch}`;
    await this.db.$executeRaw`SELECT pg_notify('hubqueue_lease', '')`;
  }
}
