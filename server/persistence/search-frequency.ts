import type { Executor } from "./prisma";

/**
 * How many texts can have all of these pieces, at the most, by the statistics of the last ANALYZE. A piece that is not among the
 * most frequent ones counts as rare.
 * @returns 0 where nothing is known
 */
export async function mostHits(tx: Executor, pieces: readonly string[]): Promise<number> {
  const rows = await tx.$queryRaw<{ hits: number }[]>`
    SELECT coalesce(min(coalesce(common.frequency, 0)) * max(texts.n), 0)::float8 AS hits
    FROM unnest(${pieces}::text[]) wanted (piece)
    LEFT JOIN (
      SELECT e.piece, e.frequency FROM pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) e (piece, frequency)
      WHERE s.schemaname = current_schema() AND s.tablename = 'task_text_pieces' AND e.piece IS NOT NULL
    ) common USING (piece),
    (SELECT greatest(reltuples, 0) AS n FROM pg_class WHERE oid = 'task_text_pieces'::regclass) texts`;
  return rows[0]?.hits ?? 0;
}
