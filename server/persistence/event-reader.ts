/** The timeline read as a feed. */
import { type Database, Prisma } from "./prisma";

export interface FeedEntry {
  readonly id: bigint;
  readonly taskId: string;
}

export interface NewEntry extends FeedEntry {
  /** Since it was written. */
  readonly ageSeconds: number;
}

/** Ids between two others, without either. */
export interface Gap {
  readonly after: bigint;
  readonly before: bigint;
}

/** Longer ago than any transaction of ours can have been under way: entries are written before they are committed. */
const RECENT = Prisma.sql`clock_timestamp() - interval '90 seconds'`;

export class EventReader {
  constructor(private readonly db: Database) {}

  async newest(): Promise<bigint> {
    const rows = await this.db.$queryRaw<{ id: bigint }[]>`SELECT coalesce(max(id), 0) AS id FROM task_event`;
    return rows[0]?.id ?? 0n;
  }

  async after(id: bigint, limit: number): Promise<NewEntry[]> {
    return this.db.$queryRaw<NewEntry[]>`
      SELECT id, task_id AS "taskId", extract(epoch FROM clock_timestamp() - at)::float8 AS "ageSeconds"
      FROM task_event WHERE id > ${id} ORDER BY id LIMIT ${limit}`;
  }

  /**
   * What a reader who stopped at `id` has missed: everything after it, and entries a little before it that are young
   * enough to have been committed late.
   */
  async missed(id: bigint, overlap: number, limit: number): Promise<FeedEntry[]> {
    return this.db.$queryRaw<FeedEntry[]>`
      SELECT id, task_id AS "taskId" FROM task_event
      WHERE id > ${id - BigInt(overlap)} AND (id > ${id} OR at > ${RECENT})
      ORDER BY id LIMIT ${limit}`;
  }

  /** Whether the entry at `id`, or the last one before it, may have been committed just now. */
  async isRecent(id: bigint): Promise<boolean> {
    const [row] = await this.db.$queryRaw<{ isRecent: boolean }[]>`
      SELECT at > ${RECENT} AS "isRecent" FROM task_event WHERE id <= ${id} ORDER BY id DESC LIMIT 1`;
    return row?.isRecent ?? false;
  }

  /** A number of a transaction that is higher than those of all that have written anything by now. */
  async newTransaction(): Promise<bigint> {
    const [row] = await this.db.$queryRaw<{ id: bigint }[]>`SELECT pg_current_xact_id()::text::bigint AS id`;
    if (!row) throw new Error("the database told no transaction");
    return row.id;
  }

  /** All transactions with a lower number have ended: what they have committed is seen from now on. */
  async oldestTransaction(): Promise<bigint> {
    const [row] = await this.db.$queryRaw<
      { id: bigint }[]
    >`SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS id`;
    if (!row) throw new Error("the database told no transaction");
    return row.id;
  }

  /** Whether there is an entry in any of the gaps. */
  async anyIn(gaps: readonly Gap[]): Promise<boolean> {
    const [after, before] = [gaps.map((gap) => String(gap.after)), gaps.map((gap) => String(gap.before))];
    // Ordered, so that each is one look into the index, whatever the planner thinks of how many there are.
    const found = await this.db.$queryRaw<unknown[]>`
      SELECT 1 FROM unnest(${after}::bigint[], ${before}::bigint[]) gap (after, before)
      CROSS JOIN LATERAL (
        SELECT e.id FROM task_event e WHERE e.id > gap.after AND e.id < gap.before ORDER BY e.id LIMIT 1) entry
      LIMIT 1`;
    return found.length > 0;
  }
}
