/** What attempts sent and were answered, as it is stored: not yet fit for anybody's eyes. */
import type { Database } from "./prisma";

export interface StoredExchange {
  readonly sentAt: Date | null;
  readonly answeredAt: Date | null;
  /** JSON text, because a parsed number would lose digits; `null` is JSON's. */
  readonly request: string | null;
  readonly reply: string | null;
  /** The secret in the address that RunningHub was told. */
  readonly webhookToken: string;
}

export class ExchangeReader {
  constructor(private readonly db: Database) {}

  /** Null for a task that is not there, or has no attempt with this number. */
  async find(taskId: string, number: number): Promise<StoredExchange | null> {
    const rows = await this.db.$queryRaw<StoredExchange[]>`
      SELECT a.sent_at AS "sentAt", a.answered_at AS "answeredAt", a.request::text AS request, a.reply::text AS reply,
        a.webhook_token AS "webhookToken"
      FROM attempt a JOIN task t ON t.id = a.task_id
      WHERE a.task_id = ${taskId}::uuid AND a.number = ${number}::int AND t.deleted_at IS NULL`;
    return rows[0] ?? null;
  }

  /** The keys of all accounts that ever were, sealed. */
  async sealedKeys(): Promise<string[]> {
    const rows = await this.db.account.findMany({ select: { apiKeyCipher: true } });
    return rows.map(({ apiKeyCipher }) => apiKeyCipher);
  }
}
