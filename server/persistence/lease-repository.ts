/**
 * The lease row says which process decides. It is taken and renewed over a session of its own that holds an advisory
 * lock named after it: when the process dies, PostgreSQL ends the session, and whoever asks next sees at once that the
 * holder is gone. The lock only shortens the wait; the row and its epoch are the truth, because a frozen process keeps
 * its lock for ever. All times are the database's.
 */
import { Client } from "pg";
import type { Lease } from "./lease-fence";

interface SessionOptions {
  readonly databaseUrl: string;
  /** Names the process; each session of it adds a number. */
  readonly process: string;
  /** Somebody has handed the lease over. */
  readonly onFree?: () => void;
}

/** A session that does not answer within this is given up: the next call opens another. */
const ANSWER_MS = 3_000;
/** Whether the session named in `holder` has ended, in SQL. */
export const holderGone = (holder: string): string =>
  `pg_try_advisory_xact_lock_shared(hashtextextended(${holder}, 0))`;

export class LeaseRepository {
  private client: Client | null = null;
  private sessions = 0;
  private closed = false;

  constructor(private readonly options: SessionOptions) {}

  /**
   * Takes the lease if it is free, over, or its holder gone, or renews it if it is ours; one conditional write.
   * @returns null while another process holds it.
   */
  async acquire(ttlSeconds: number): Promise<Lease | null> {
    return this.withSession(async (client, holder) => {
      const { rows } = await client.query<{ epoch: string }>(
        `UPDATE scheduler_lease l SET
           holder = $1, renewed_at = clock_timestamp(), expires_at = clock_timestamp() + $2 * interval '1 second',
           epoch = CASE WHEN l.holder = $1 AND l.expires_at > clock_timestamp() THEN l.epoch ELSE l.epoch + 1 END,
           acquired_at = CASE WHEN l.holder = $1 AND l.expires_at > clock_timestamp() THEN l.acquired_at ELSE clock_timestamp() END
         WHERE l.name = 'scheduler'
           AND (l.holder = $1 OR l.expires_at <= clock_timestamp() OR ${holderGone("l.holder")})
         RETURNING epoch`,
        [holder, ttlSeconds],
      );
      const epoch = rows[0]?.epoch;
      return epoch === undefined ? null : { holder, epoch: BigInt(epoch) };
    });
  }

  /** Ends the lease now and tells the others, so that nobody need wait for it to run out. */
  async resign(lease: Lease): Promise<void> {
    await this.withSession(async (client) => {
      await client.query(
        `UPDATE scheduler_lease SET expires_at = clock_timestamp() WHERE name = 'scheduler' AND holder = $1 AND epoch = $2`,
        [lease.holder, String(lease.epoch)],
      );
      await client.query("NOTIFY hubqueue_lease");
    });
  }

  /** Ends the session; others see at once that this process decides no more. */
  async close(): Promise<void> {
    this.closed = true;
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async withSession<T>(use: (client: Client, holder: string) => Promise<T>): Promise<T> {
    const client = this.client ?? (await this.open());
    try {
      return await use(client, this.holder());
    } catch (error) {
      this.drop(client);
      throw error;
    }
  }

  private async open(): Promise<Client> {
    if (this.closed) throw new Error("the lease session is closed");
    this.sessions += 1;
    const client = new Client({
      connectionString: this.options.databaseUrl,
      application_name: "hubqueue lease",
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    client.on("error", () => this.drop(client));
    client.on("end", () => this.drop(client));
    client.on("notification", () => this.options.onFree?.());
    try {
      await client.connect();
      await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [this.holder()]);
      await client.query("LISTEN hubqueue_lease");
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    return client;
  }

  private holder(): string {
    return `${this.options.process}/${this.sessions}`;
  }

  private drop(client: Client): void {
    if (this.client === client) this.client = null;
    void client.end().catch(() => undefined);
  }
}
