/** The timeline read as a feed. */
import type { Database } from "./prisma";

export interface FeedEntry {
  readonly id: bigint;
  readonly taskId: string;
}

export interface NewEntry extends FeedEntry {
  /** Since it was written. */
  readonly ageSeconds: number;
}

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
      WHERE id > ${id - BigInt(overlap)} AND (id > ${id} OR at > clock_timestamp() - interval '30 seconds')
      ORDER BY id LIMIT ${limit}`;
  }
}
