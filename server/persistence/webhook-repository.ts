/** What a webhook may change: when an attempt is looked at, and the remote id of one whose answer was lost. */
import type { AttemptRepository } from "./attempt-repository";
import type { Database } from "./prisma";
import type { WatchRepository } from "./watch-repository";

/** Whether webhooks arrive is told from so many runs. */
const LAST_RUNS = 20;

export class WebhookRepository {
  constructor(
    private readonly db: Database,
    private readonly attempts: Pick<AttemptRepository, "accept">,
    private readonly watch: Pick<WatchRepository, "lookNow">,
  ) {}

  /** @returns false when no attempt has this token. */
  async hint(token: string, remoteId: string | null): Promise<boolean> {
    const rows = await this.db.$queryRaw<{ id: string; state: string }[]>`
      UPDATE attempt SET webhook_at = clock_timestamp() WHERE webhook_token = ${token} RETURNING id, state`;
    const attempt = rows[0];
    if (!attempt) return false;
    // Only whoever got the create call knows the token, so a named run is the run of this attempt.
    if (remoteId !== null && (attempt.state === "SENT" || attempt.state === "UNKNOWN")) {
      await this.attempts.accept(attempt.id, { remoteId, reply: { source: "webhook" }, nextPollSeconds: 0 });
    }
    await this.watch.lookNow(attempt.id);
    return true;
  }

  /** Of the last runs that ended on RunningHub and asked for a webhook: how many, for how many one came, and the newest. */
  async lastRuns(): Promise<{ asked: number; arrived: number; lastArrivedAt: string | null }> {
    const rows = await this.db.$queryRaw<{ asked: number; arrived: number; last: Date | null }[]>`
      WITH ended AS (
        SELECT webhook_at FROM attempt
        WHERE webhook_asked AND ended_at IS NOT NULL AND remote_state IN ('SUCCESS', 'FAILED')
        ORDER BY ended_at DESC LIMIT ${LAST_RUNS}
      )
      SELECT count(*)::int AS asked, count(webhook_at)::int AS arrived,
        greatest(max(webhook_at), (SELECT max(x.webhook_at) FROM attempt x WHERE x.released_at IS NULL)) AS last
      FROM ended`;
    const { asked = 0, arrived = 0, last = null } = rows[0] ?? {};
    return { asked, arrived, lastArrivedAt: last?.toISOString() ?? null };
  }
}
