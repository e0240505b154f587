/** What PostgreSQL did for a query, for tests that a list is read from its index. */
import type { Executor, Prisma } from "../persistence/prisma";

/** Runs the query. @returns its plan, with the rows of each step */
export async function planOf(db: Executor, query: Prisma.Sql): Promise<string> {
  const rows = await db.$queryRaw<
    { "QUERY PLAN": string }[]
  >`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${query}`;
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

/** Rows that a condition threw away after they had been read, of all steps together. */
export function wastedRows(plan: string): number {
  const numbers = [...plan.matchAll(/Rows Removed by (?:Filter|Index Recheck|Join Filter): (\d+)/g)];
  return numbers.reduce((sum, [, rows]) => sum + Number(rows), 0);
}
