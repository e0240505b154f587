/** What the timeline says has happened lately, for browsers that tell their person. */
import type { RecentNews } from "@/lib/browser-news";
import { endedBatches } from "./ended-batches";
import { type Database, Prisma } from "./prisma";

/** As of the feed: the order of ids is not the order of commits, so that what is a little older is read again. */
const OVERLAP = 200n;
/** Entries looked at: after a long pause the latest. */
const LOOKED_AT = 20_000;
/** Failed tasks that are named; the rest is counted. As many as the entries that are read again. */
const NAMED = 200;

export class RecentNewsReader {
  constructor(private readonly db: Database) {}

  /** @param after where the last answer ended; null: now */
  async since(after: bigint | null): Promise<Omit<RecentNews, "stuck">> {
    const newest = await this.newest();
    const from = (after === null || after > newest ? newest : after) - OVERLAP;
    const [batches, failed] = await Promise.all([this.batches(from), this.failed(from)]);
    return { cursor: String(newest), batches, failed };
  }

  private async newest(): Promise<bigint> {
    const rows = await this.db.$queryRaw<{ id: bigint }[]>`SELECT coalesce(max(id), 0) AS id FROM task_event`;
    return rows[0]?.id ?? 0n;
  }

  /** The key names the end that came last: a batch that is started again and ends again is news again. */
  private async batches(from: bigint): Promise<RecentNews["batches"]> {
    const rows = await this.db.$queryRaw<{ id: string; last: bigint }[]>`
      SELECT t.batch_id AS id, max(e.id) AS last FROM (${recent(from)}) e JOIN task t ON t.id = e.task_id
      WHERE t.batch_id IS NOT NULL AND may_end_batch(e.type, e.from_status, e.to_status, t.status)
      GROUP BY t.batch_id ORDER BY last`;
    const last = new Map(rows.map((row) => [row.id, row.last]));
    const ended = await endedBatches(
      this.db,
      rows.map(({ id }) => id),
    );
    return ended.map((batch) => ({ ...batch, key: `batch ${batch.batchId} ${last.get(batch.batchId)}` }));
  }

  /** Those that are still failed: what is retried by itself is not worth a word. */
  private async failed(from: bigint): Promise<RecentNews["failed"]> {
    const rows = await this.db.$queryRaw<
      {
        id: string;
        workflowName: string;
        code: string | null;
        message: string | null;
        last: bigint;
        count: number;
      }[]
    >`
      SELECT t.id, t.workflow_name AS "workflowName", t.reason_code AS code, t.reason_message AS message, max(e.id) AS last,
        (count(*) OVER ())::int AS count
      FROM (${recent(from)}) e JOIN task t ON t.id = e.task_id
      WHERE e.to_status = 'FAILED' AND t.status = 'FAILED' AND t.deleted_at IS NULL
      GROUP BY t.id ORDER BY last DESC LIMIT ${NAMED}`;
    return {
      count: rows[0]?.count ?? 0,
      tasks: rows.map(({ id, workflowName, code, message, last }) => ({
        key: `failed ${id} ${last}`,
        id,
        workflowName,
        reason: code === null ? null : { code, message: message ?? "" },
      })),
    };
  }
}

function recent(from: bigint): Prisma.Sql {
  return Prisma.sql`
    SELECT id, task_id, type, from_status, to_status FROM task_event WHERE id > ${from}
      AND (to_status IN ('SUCCESS', 'FAILED', 'STOPPED') OR type = 'deleted') ORDER BY id DESC LIMIT ${LOOKED_AT}`;
}
