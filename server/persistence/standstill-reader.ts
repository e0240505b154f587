/** Does the queue move? */
import { endedSince } from "./account-readings";
import { type Database, type Executor, Prisma } from "./prisma";
import { QUEUE_PAUSED, STANDSTILL_MINUTES } from "./setting-repository";

const TOLD = "queue.standstillTold";

export interface Standstill {
  /** Since when nothing has ended, as text that stays the same until something does. */
  readonly since: string;
  readonly minutes: number;
  readonly waiting: number;
  readonly slotsTaken: number;
}

export class StandstillReader {
  constructor(private readonly db: Database) {}

  /**
   * Null while the queue moves, has nothing to do, or was paused by a person. It stands still when for as many minutes as
   * people have set tasks have waited, no run has ended and none was begun: slots are taken by runs that do not end, or
   * nothing can be submitted. The one notion that hooks and browsers tell of.
   */
  async read(): Promise<Standstill | null> {
    const after = Prisma.sql`clock_timestamp() - ${STANDSTILL_MINUTES} * interval '1 minute'`;
    const rows = await this.db.$queryRaw<(Omit<Standstill, "minutes"> & { seconds: number })[]>`
      WITH moved AS (
        SELECT greatest(
          (SELECT min(queued_at) FROM task WHERE status = 'PENDING' AND deleted_at IS NULL),
          (SELECT max(x.ended_at) FROM account a CROSS JOIN ${endedSince(after)}),
          (SELECT max(sent_at) FROM attempt WHERE released_at IS NULL),
          (SELECT max(updated_at) FROM setting WHERE name = 'queue.paused')) AS at
      )
      SELECT at::text AS since, extract(epoch FROM clock_timestamp() - at)::float8 AS seconds,
        (SELECT count(*)::int FROM task WHERE status = 'PENDING' AND deleted_at IS NULL) AS waiting,
        (SELECT count(*)::int FROM attempt WHERE released_at IS NULL) AS "slotsTaken"
      FROM moved
      WHERE NOT ${QUEUE_PAUSED} AND EXISTS (SELECT 1 FROM task WHERE status = 'PENDING' AND deleted_at IS NULL)
        AND at < ${after}`;
    const [found] = rows;
    if (!found) return null;
    const { seconds, ...standstill } = found;
    return { ...standstill, minutes: Math.floor(seconds / 60) };
  }

  /** @returns whether it was not told yet. */
  async remember(tx: Executor, { since }: Standstill): Promise<boolean> {
    const changed = await tx.$executeRaw`
      INSERT INTO setting (name, value) VALUES (${TOLD}, to_jsonb(${since}::text))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = clock_timestamp() WHERE setting.value <> excluded.value`;
    return changed === 1;
  }
}
