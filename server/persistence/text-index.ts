/** The index over the texts of tasks: what is new waits to be taken in (see the migration `search`). */
import type { Database } from "./prisma";

export class TextIndex {
  constructor(private readonly db: Database) {}

  /** Takes the newest texts in; what another process takes meanwhile is left to it. @returns how many, at most `limit` */
  async takeIn(limit: number): Promise<number> {
    return this.db.$executeRaw`
      UPDATE task_text SET indexed = true WHERE task_id IN (
        SELECT task_id FROM task_text WHERE NOT indexed ORDER BY created_at DESC LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }
}
