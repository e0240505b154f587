/** How the database is, and what in it shows that the queue is not well. */
import { readMigrations } from "./migration-files";
import type { Database } from "./prisma";
import { RESTING_LEASE } from "./resting";

export interface DatabaseServer {
  readonly version: string;
  readonly major: number;
  /** Its clock before ours. */
  readonly aheadSeconds: number;
}

export interface MigrationState {
  /** Of this checkout, not applied yet. */
  readonly pending: readonly string[];
  /** Begun and neither finished nor undone. */
  readonly broken: readonly string[];
  /** Applied by a newer version than this one. */
  readonly newer: readonly string[];
}

export interface LeaseState {
  /** Somebody holds it now. */
  readonly isHeld: boolean;
  /** Since it was last renewed. */
  readonly ageSeconds: number;
  /** This is a restored copy, and nobody has started its line: nobody can hold the lease. */
  readonly isResting: boolean;
}

/** A slot should have moved by itself long before. */
const STUCK_MINUTES = 5;
/** RunningHub may take its time to end a run that was cancelled. */
const CANCEL_MINUTES = 30;

export class DiagnosisReader {
  /** @param migrations the folder of this checkout's migrations */
  constructor(
    private readonly db: Database,
    private readonly migrationFolder: string,
  ) {}

  async server(): Promise<DatabaseServer> {
    const askedAt = Date.now();
    const rows = await this.db.$queryRaw<{ version: string; number: number; now: number }[]>`
      SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
        extract(epoch FROM clock_timestamp())::float8 AS now`;
    const { version = "", number = 0, now = 0 } = rows[0] ?? {};
    const answeredAt = Date.now();
    return {
      version: version.split(" ")[0] ?? "",
      major: Math.floor(number / 10_000),
      aheadSeconds: now - (askedAt + answeredAt) / 2_000,
    };
  }

  async migrations(): Promise<MigrationState> {
    const { migrationDirectories } = await readMigrations(this.migrationFolder);
    const here = migrationDirectories.map(({ path }) => path);
    const applied = await this.applied();
    const done = applied.filter(({ isDone }) => isDone).map(({ name }) => name);
    return {
      pending: here.filter((name) => !done.includes(name)),
      broken: applied.filter(({ name, isDone }) => !isDone && !done.includes(name)).map(({ name }) => name),
      newer: done.filter((name) => !here.includes(name)),
    };
  }

  /** Sessions that each process keeps to hear of changes. */
  async processes(): Promise<number> {
    const rows = await this.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'hubqueue feed'`;
    return rows[0]?.count ?? 0;
  }

  async lease(): Promise<LeaseState> {
    const rows = await this.db.$queryRaw<LeaseState[]>`
      SELECT name <> ${RESTING_LEASE} AND expires_at > clock_timestamp() AS "isHeld",
        extract(epoch FROM clock_timestamp() - renewed_at)::float8 AS "ageSeconds", name = ${RESTING_LEASE} AS "isResting"
      FROM scheduler_lease WHERE name IN ('scheduler', ${RESTING_LEASE})`;
    return rows[0] ?? { isHeld: false, ageSeconds: Number.POSITIVE_INFINITY, isResting: false };
  }

  /** Submits that nobody knows the outcome of. */
  async unclearSubmits(): Promise<number> {
    return this.db.attempt.count({ where: { state: "UNKNOWN", releasedAt: null } });
  }

  /** Held slots that nothing has moved for minutes: no answer was recorded, no look was made, a cancel had no effect. */
  async stuckSlots(): Promise<number> {
    const rows = await this.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM attempt WHERE released_at IS NULL AND (
        (state IN ('PREPARED', 'SENT')
          AND coalesce(sent_at, prepared_at) < clock_timestamp() - ${STUCK_MINUTES}::float8 * interval '1 minute')
        OR next_poll_at < clock_timestamp() - ${STUCK_MINUTES}::float8 * interval '1 minute'
        OR cancel_request_at < clock_timestamp() - ${CANCEL_MINUTES}::float8 * interval '1 minute')`;
    return rows[0]?.count ?? 0;
  }

  private async applied(): Promise<{ name: string; isDone: boolean }[]> {
    const [found] = await this.db.$queryRaw<{ isThere: boolean }[]>`
      SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`;
    if (!found?.isThere) return [];
    return this.db.$queryRaw`
      SELECT migration_name AS name, finished_at IS NOT NULL AS "isDone" FROM _prisma_migrations
      WHERE rolled_back_at IS NULL ORDER BY started_at`;
  }
}
