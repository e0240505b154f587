/** Tasks of a filter in the order of a list, with words and without. */
import type { TaskFilter } from "@/lib/task-schemas";
import type { Database } from "./prisma";
import type { Position } from "./task-cursor";
import { TaskSearch } from "./task-search";
import { matchesQuery, positionsQuery, type Reading } from "./task-streams";

interface Question extends Omit<Reading, "filter"> {
  readonly filter: TaskFilter;
}

export class TaskPositions {
  private readonly search: TaskSearch;

  constructor(private readonly db: Database) {
    this.search = new TaskSearch(db);
  }

  /** The next ones from the cursor, in the direction it reads. @throws AppError FILTER_TOO_BROAD */
  async read({ filter: { q, ...filter }, ...reading }: Question): Promise<Position[]> {
    if (q) return this.search.positions(q, { filter, ...reading });
    const query = positionsQuery({ filter, ...reading });
    if (query === null) return [];
    const rows = await this.db.$queryRaw<{ id: string; part: 0 | 1; at: Date }[]>(query);
    return rows.map(({ id, part, at }) => ({ id, part, at: at.toISOString() }));
  }

  /** How many match, at most `limit`. @throws AppError FILTER_TOO_BROAD */
  async count({ q, ...filter }: TaskFilter, limit: number): Promise<number> {
    if (q) return this.search.count(q, filter, limit);
    const rows = await this.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (${matchesQuery(filter, limit)}) matching`;
    return rows[0]?.count ?? 0;
  }
}
