/** One question a second: what is due? An idle queue costs this query and the lease's renewal, nothing more. */
import { CREATE_DEADLINE_SECONDS } from "@/lib/attempt-state";
import { HAS_ROOM, NEXT_IN_LINE } from "./line";
import type { Database } from "./prisma";
import { QUEUE_PAUSED } from "./setting-repository";

/** `submits` are claimed or sent without an answer; `line` is a task that may be claimed, `waiting` any that waits; `operations` are those on many tasks; `notifications` are news to spread, and messages to send. */
export type DueKind =
  | "looks"
  | "deadlines"
  | "results"
  | "submits"
  | "line"
  | "waiting"
  | "operations"
  | "notifications";

export interface Due {
  /** What there is something to do about now. */
  readonly now: ReadonlySet<DueKind>;
  /** Seconds until the first thing is due, 0 or less when something is due now, null when nothing will be. */
  readonly nextSeconds: number | null;
}

export class Agenda {
  constructor(private readonly db: Database) {}

  async due(): Promise<Due> {
    // Without a time: there, but nothing to wake up for.
    const rows = await this.db.$queryRaw<{ kind: DueKind; seconds: number | null }[]>`
      SELECT kind, extract(epoch FROM at - clock_timestamp())::float8 AS seconds FROM (
        SELECT 'looks' AS kind, min(next_poll_at) AS at, false AS there FROM attempt WHERE next_poll_at IS NOT NULL
        UNION ALL
        SELECT 'deadlines', min(timeout_at), false FROM task
        WHERE status IN ('PENDING', 'QUEUED', 'RUNNING') AND timeout_at IS NOT NULL AND deleted_at IS NULL
        UNION ALL
        SELECT 'results', min(next_try_at), false FROM output WHERE state = 'PENDING'
        UNION ALL
        SELECT 'submits', min(coalesce(sent_at, prepared_at)) + ${CREATE_DEADLINE_SECONDS} * interval '1 second', false FROM attempt
        WHERE released_at IS NULL AND state IN ('PREPARED', 'SENT')
        UNION ALL
        SELECT 'submits', NULL, EXISTS (SELECT 1 FROM attempt WHERE released_at IS NULL AND state IN ('PREPARED', 'SENT'))
        UNION ALL
        SELECT 'line', min(coalesce(a.busy_until, clock_timestamp())), false FROM account a
        WHERE a.paused_at IS NULL AND a.removed_at IS NULL AND NOT ${QUEUE_PAUSED} AND ${HAS_ROOM} AND ${NEXT_IN_LINE} IS NOT NULL
        UNION ALL
        SELECT 'waiting', NULL, EXISTS (
          SELECT 1 FROM task t WHERE t.status = 'PENDING' AND t.deleted_at IS NULL AND t.created_at >= (SELECT created_at FROM queue_head))
        UNION ALL
        SELECT 'notifications', min(next_try_at), false FROM notification_delivery WHERE state = 'PENDING'
        UNION ALL
        SELECT 'notifications', NULL, EXISTS (SELECT 1 FROM notification_news)
        UNION ALL
        SELECT 'operations', NULL, EXISTS (SELECT 1 FROM bulk_operation WHERE finished_at IS NULL)
      ) due WHERE at IS NOT NULL OR there`;
    const times = rows.flatMap(({ seconds }) => seconds ?? []);
    return {
      now: new Set(rows.filter(({ seconds }) => seconds === null || seconds <= 0).map(({ kind }) => kind)),
      nextSeconds: times.length === 0 ? null : Math.min(...times),
    };
  }
}
