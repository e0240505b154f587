/** Settings people change while the product runs. */
import type { Database } from "./prisma";

const QUEUE_PAUSED = "queue.paused";

export class SettingRepository {
  constructor(private readonly db: Database) {}

  async isQueuePaused(): Promise<boolean> {
    return (await this.db.setting.findUnique({ where: { name: QUEUE_PAUSED } }))?.value === true;
  }

  async setQueuePaused(paused: boolean): Promise<void> {
    await this.db.$executeRaw`
      INSERT INTO setting (name, value) VALUES (${QUEUE_PAUSED}, ${JSON.stringify(paused)}::jsonb)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = clock_timestamp()`;
    await this.db.$executeRaw`SELECT pg_notify('hubqueue_task_event', '')`;
  }
}
