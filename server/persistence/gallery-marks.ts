/** What people think of results: favourites, verdicts, tags. */
import type { MarkedOutput, MarkOutputs, MarkReport, Marks } from "@/lib/gallery-schemas";
import { type Database, type Executor, Prisma } from "./prisma";

const MAX_TAGS_OFFERED = 500;

export class GalleryMarks {
  constructor(private readonly db: Database) {}

  /** By id; those that are not there are left out. */
  of(ids: readonly string[]): Promise<MarkedOutput[]> {
    return marksOf(this.db, ids);
  }

  /** Changes what the wishes name; unknown and hidden results are left out. */
  async change({ ids, favourite, verdict, addTags = [], removeTags = [] }: MarkOutputs): Promise<MarkReport> {
    return this.db.$transaction(async (tx) => {
      const before = await locked(tx, ids);
      const there = before.map(({ id }) => id);
      const sets = [
        ...(favourite === undefined ? [] : [Prisma.sql`favourite = ${favourite}`]),
        ...(verdict === undefined ? [] : [Prisma.sql`verdict = ${verdict}`]),
      ];
      if (sets.length > 0)
        await tx.$executeRaw`UPDATE gallery_item SET ${Prisma.join(sets)} WHERE output_id = ANY(${there}::uuid[])`;
      await tx.$executeRaw`
        DELETE FROM output_tag WHERE output_id = ANY(${there}::uuid[]) AND tag = ANY(${[...removeTags]}::text[])`;
      await tx.$executeRaw`
        INSERT INTO output_tag (output_id, tag, type, created_at)
        SELECT i.output_id, tag, i.type, i.created_at FROM gallery_item i CROSS JOIN unnest(${[...addTags]}::text[]) AS tag
        WHERE i.output_id = ANY(${there}::uuid[]) ON CONFLICT DO NOTHING`;
      return { before, after: await marksOf(tx, there) };
    });
  }

  /** Sets the marks exactly as given. */
  async restore(marks: readonly MarkedOutput[]): Promise<MarkReport> {
    return this.db.$transaction(async (tx) => {
      const before = await locked(
        tx,
        marks.map(({ id }) => id),
      );
      const there = new Set(before.map(({ id }) => id));
      const rows = JSON.stringify(marks.filter(({ id }) => there.has(id)));
      const wished = Prisma.sql`
        json_to_recordset(${rows}::json) AS wish(id uuid, favourite boolean, verdict text, tags text[])`;
      await tx.$executeRaw`
        UPDATE gallery_item i SET favourite = wish.favourite, verdict = wish.verdict FROM ${wished} WHERE i.output_id = wish.id`;
      await tx.$executeRaw`DELETE FROM output_tag WHERE output_id = ANY(${[...there]}::uuid[])`;
      await tx.$executeRaw`
        INSERT INTO output_tag (output_id, tag, type, created_at)
        SELECT DISTINCT i.output_id, tag, i.type, i.created_at FROM ${wished} JOIN gallery_item i ON i.output_id = wish.id CROSS JOIN unnest(wish.tags) AS tag`;
      return { before, after: await marksOf(tx, [...there]) };
    });
  }

  /** All tags there are, by the alphabet: each is found behind the one before it, however many results have it. */
  async tags(): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ tag: string }[]>`
      WITH RECURSIVE known AS (
        (SELECT tag FROM output_tag ORDER BY tag LIMIT 1)
        UNION ALL
        SELECT (SELECT g.tag FROM output_tag g WHERE g.tag > known.tag ORDER BY g.tag LIMIT 1) FROM known WHERE known.tag IS NOT NULL
      )
      SELECT tag FROM known WHERE tag IS NOT NULL LIMIT ${MAX_TAGS_OFFERED}`;
    return rows.map(({ tag }) => tag);
  }
}

/** In one order, so that two who mark the same results wait for one another instead of for ever. */
async function locked(tx: Executor, ids: readonly string[]): Promise<MarkedOutput[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT output_id AS id FROM gallery_item WHERE output_id = ANY(${[...ids]}::uuid[]) AND shown ORDER BY output_id FOR NO KEY UPDATE`;
  return marksOf(
    tx,
    rows.map(({ id }) => id),
  );
}

async function marksOf(tx: Executor, ids: readonly string[]): Promise<MarkedOutput[]> {
  return tx.$queryRaw<(Marks & { id: string })[]>`
    SELECT i.output_id AS id, i.favourite, i.verdict,
      ARRAY(SELECT g.tag FROM output_tag g WHERE g.output_id = i.output_id ORDER BY g.tag) AS tags
    FROM gallery_item i WHERE i.output_id = ANY(${[...ids]}::uuid[]) ORDER BY i.output_id`;
}
