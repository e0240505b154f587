/** The sums over ended runs: facts are written by a trigger when a run ends, and taken into the sums some at a time. */
import type { Database } from "./prisma";

export class RunSums {
  constructor(private readonly db: Database) {}

  /** Takes new facts into the sums. @returns how many, at most `limit` */
  async count(limit: number): Promise<number> {
    const rows = await this.db.$queryRaw<{ n: number }[]>`SELECT count_new_runs(${limit}::int) AS n`;
    return rows[0]?.n ?? 0;
  }

  /** Notes facts of runs that ended before there were any, at most `limit`. @returns false when there are no more. */
  async noteOld(limit: number): Promise<boolean> {
    const rows = await this.db.$queryRaw<{ more: boolean }[]>`SELECT note_old_runs(${limit}::int) AS more`;
    return rows[0]?.more ?? false;
  }
}
