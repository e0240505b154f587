/** What a webhook may change: when an attempt is looked at, and the remote id of one whose answer was lost. */
import type { AttemptRepository } from "./attempt-repository";
import type { Database } from "./prisma";
import type { WatchRepository } from "./watch-repository";

export class WebhookRepository {
  constructor(
    private readonly db: Database,
    private readonly attempts: Pick<AttemptRepository, "accept">,
    private readonly watch: Pick<WatchRepository, "lookNow">,
  ) {}

  /** @returns false when no attempt has this token. */
  async hint(token: string, remoteId: string | null): Promise<boolean> {
    const attempt = await this.db.attempt.findUnique({
      where: { webhookToken: token },
      select: { id: true, state: true },
    });
    if (!attempt) return false;
    // Only whoever got the create call knows the token, so a named run is the run of this attempt.
    if (remoteId !== null && (attempt.state === "SENT" || attempt.state === "UNKNOWN")) {
      await this.attempts.accept(attempt.id, { remoteId, reply: { source: "webhook" }, nextPollSeconds: 0 });
    }
    await this.watch.lookNow(attempt.id);
    return true;
  }
}
