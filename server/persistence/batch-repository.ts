/** Writes of batches that people ask for; making one is part of making its tasks. */
import type { Database } from "./prisma";

export class BatchRepository {
  constructor(private readonly db: Database) {}

  /** False when there is none. */
  async rename(id: string, name: string): Promise<boolean> {
    const { count } = await this.db.batch.updateMany({ where: { id }, data: { name } });
    return count > 0;
  }
}
