/** Reads of the gallery: pages of kept results, each with what is shown of it, by one statement. */
import type { GalleryFilter, GalleryItem, GalleryPage, ListOutputs, Marks } from "@/lib/gallery-schemas";
import type { OutputType } from "@/lib/output-type";
import { MAX_COUNTED, type MatchCount } from "@/lib/task-schemas";
import { type GalleryReading, galleryQuery, isBackwards } from "./gallery-streams";
import { type Database, Prisma } from "./prisma";
import { type Cursor, decodeCursor, encodeCursor } from "./task-cursor";

/** What cursors of the gallery are bound to. */
const LIST = "gallery";
/** Characters of a text result that a page has. */
const EXCERPT = 600;
const ARCHIVE_PAGE = 200;

interface ItemRow {
  readonly id: string;
  readonly at: Date;
  readonly file_type: string;
  readonly node_id: string | null;
  readonly size: number | null;
  readonly excerpt: string | null;
  readonly type: OutputType;
  readonly favourite: boolean;
  readonly verdict: Marks["verdict"];
  readonly tags: string[];
  readonly task_id: string;
  readonly workflow_id: string;
  readonly workflow_name: string;
  readonly batch_id: string | null;
  readonly batch_row: number | null;
}

export class GalleryReader {
  constructor(private readonly db: Database) {}

  /** The newest first; a page emptied meanwhile still leads back. @throws AppError INVALID_INPUT for a cursor of another list */
  async page({ limit, cursor: encoded, ...filter }: ListOutputs): Promise<GalleryPage> {
    const cursor = encoded === undefined ? null : decodeCursor(LIST, encoded);
    const rows = await this.read({ filter, cursor, limit: limit + 1 });
    const more = rows.length > limit;
    // Backwards to the beginning: the first page, and it is full.
    if (isBackwards(cursor) && !more) return this.page({ ...filter, limit });
    const shown = isBackwards(cursor) ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
    const [first, last] = [shown[0], shown.at(-1)];
    if (!first || !last)
      return { items: [], nextCursor: null, previousCursor: cursor && asText({ ...cursor, reads: "upTo" }) };
    return {
      items: shown.map(itemOf),
      previousCursor: cursor && asText({ reads: "before", position: positionOf(first) }),
      nextCursor: more || isBackwards(cursor) ? asText({ reads: "after", position: positionOf(last) }) : null,
    };
  }

  /** The kept results of a task, in the order of its runs. */
  async ofTask(taskId: string): Promise<GalleryItem[]> {
    const rows = await this.db.$queryRaw<ItemRow[]>`
      ${itemsQuery(Prisma.sql`SELECT i.output_id AS id, i.created_at AS at FROM gallery_item i WHERE i.task_id = ${taskId}::uuid AND i.shown`)}
      ORDER BY o.attempt_id, o.position`;
    return rows.map(itemOf);
  }

  /** How many match: exact up to MAX_COUNTED. */
  async count(filter: GalleryFilter): Promise<MatchCount> {
    const [row] = await this.db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM (${galleryQuery({ filter, cursor: null, limit: MAX_COUNTED + 1 })}) found`;
    const found = row?.n ?? 0;
    return { count: Math.min(found, MAX_COUNTED), capped: found > MAX_COUNTED };
  }

  /** Ids of all that match, the newest first, a page at a time: what is there throughout comes exactly once. */
  async *matchingIds(filter: GalleryFilter): AsyncGenerator<string[]> {
    let cursor: Cursor | null = null;
    for (;;) {
      const rows: { id: string; at: Date }[] = await this.db.$queryRaw`${galleryQuery({
        filter,
        cursor,
        limit: ARCHIVE_PAGE,
      })}`;
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(({ id }) => id);
      cursor = { reads: "after", position: positionOf(last) };
    }
  }

  private read(reading: GalleryReading): Promise<ItemRow[]> {
    return this.db.$queryRaw<ItemRow[]>(pageQuery(reading));
  }
}

/** Exported for the tests of its plans. */
export function pageQuery(reading: GalleryReading): Prisma.Sql {
  const direction = isBackwards(reading.cursor) ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`${itemsQuery(galleryQuery(reading))} ORDER BY p.at ${direction}, p.id ${direction}`;
}

/** @param positions rows (id, at) */
function itemsQuery(positions: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH page AS MATERIALIZED (${positions})
    SELECT p.id, p.at, o.file_type, o.node_id, o.size, left(o.text, ${EXCERPT}::int) AS excerpt, i.type, i.favourite, i.verdict,
      ARRAY(SELECT g.tag FROM output_tag g WHERE g.output_id = p.id ORDER BY g.tag) AS tags,
      t.id AS task_id, t.workflow_id, t.workflow_name, t.batch_id, t.batch_row
    FROM page p JOIN gallery_item i ON i.output_id = p.id JOIN output o ON o.id = p.id JOIN task t ON t.id = o.task_id`;
}

const asText = (cursor: Cursor) => encodeCursor(LIST, cursor);
const positionOf = ({ id, at }: { id: string; at: Date }) => ({ part: 0, at: at.toISOString(), id }) as const;

function itemOf(row: ItemRow): GalleryItem {
  return {
    id: row.id,
    url: `/api/outputs/${row.id}`,
    fileType: row.file_type,
    nodeId: row.node_id,
    size: row.size,
    state: "STORED",
    reason: null,
    removedAt: null,
    text: row.excerpt,
    type: row.type,
    createdAt: row.at.toISOString(),
    favourite: row.favourite,
    verdict: row.verdict,
    tags: row.tags,
    task: {
      id: row.task_id,
      workflowId: row.workflow_id,
      workflowName: row.workflow_name,
      batchId: row.batch_id,
      batchRow: row.batch_row,
    },
  };
}
