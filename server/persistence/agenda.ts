/** One question a second: is anything due? An idle queue costs this query and the lease's renewal, nothing more. */
import { CREATE_DEADLINE_SECONDS } from "@/lib/attempt-state";
import { HAS_ROOM, NEXT_IN_LINE } from "./line";
import type { Database } from "./prisma";
import { QUEUE_PAUSED } from "./setting-repository";

export class Agenda {
  constructor(private readonly db: Database) {}

  /** Seconds until the first thing is due, 0 or less when something is due now, null when nothing will be. */
  async nextDueSeconds(): Promise<number | null> {
    const rows = await this.db.$queryRaw<{ seconds: number | null }[]>`
      SELECT extract(epoch FROM min(at) - clock_timestamp())::float8 AS seconds FROM (
        SELECT min(next_poll_at) AS at FROM attempt WHERE next_poll_at IS NOT NULL
        UNION ALL
        SELECT min(timeout_at) FROM task
        WHERE status IN ('PENDING', 'QUEUED', 'RUNNING') AND timeout_at IS NOT NULL AND deleted_at IS NULL
        UNION ALL
        SELECT min(next_try_at) FROM output WHERE state = 'PENDING'
        UNION ALL
        SELECT min(coalesce(sent_at, prepared_at)) + ${CREATE_DEADLINE_SECONDS} * interval '1 second' FROM attempt
        WHERE released_at IS NULL AND state IN ('PREPARED', 'SENT')
        UNION ALL
        SELECT min(coalesce(a.busy_until, clock_timestamp())) FROM account a
        WHERE a.paused_at IS NULL AND a.removed_at IS NULL AND NOT ${QUEUE_PAUSED} AND ${HAS_ROOM} AND ${NEXT_IN_LINE} IS NOT NULL
      ) due`;
    return rows[0]?.seconds ?? null;
  }
}
