/** What people call the accounts and batches that tasks name by id. */
import type { Database } from "./prisma";

type Names = ReadonlyMap<string, string>;

export class NameReader {
  constructor(private readonly db: Database) {}

  /** Removed ones keep theirs. */
  async accounts(ids: readonly string[]): Promise<Names> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.account.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, name: true },
    });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Those that have one. */
  async batches(ids: readonly string[]): Promise<Names> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.batch.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, name: true },
    });
    return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
  }
}
