/**
 * The gallery as ordered streams that are merged: one per type, because each index goes on with the type. So whatever is
 * asked for is read from its index in order, and stops when the page is full, at any depth.
 */
import type { GalleryFilter, MarkFilter } from "@/lib/gallery-schemas";
import { OUTPUT_TYPES, type OutputType } from "@/lib/output-type";
import { Prisma } from "./prisma";
import type { Cursor } from "./task-cursor";

export interface GalleryReading {
  readonly filter: GalleryFilter;
  /** Null: from the newest. */
  readonly cursor: Cursor | null;
  readonly limit: number;
}

/** The newest come first; a cursor that reads backwards turns that round. */
export function isBackwards(cursor: Cursor | null): boolean {
  return cursor !== null && cursor.reads !== "after";
}

/** The positions (at, id) of the results that match; from the cursor backwards when it reads that way. */
export function galleryQuery({ filter, cursor, limit }: GalleryReading): Prisma.Sql {
  const direction = isBackwards(cursor) ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const types = filter.type === undefined ? OUTPUT_TYPES : [filter.type];
  const streams = types.map((type) => {
    const { from, at, id, where } = sourceOf(filter, type);
    const conditions = Prisma.join([...where, ...beyond(cursor, at, id)], " AND ");
    return Prisma.sql`(SELECT ${id} AS id, ${at} AS at FROM ${from} WHERE ${conditions}
      ORDER BY ${at} ${direction}, ${id} ${direction} LIMIT ${limit})`;
  });
  return Prisma.sql`SELECT id, at FROM (${Prisma.join(streams, " UNION ALL ")}) streams
    ORDER BY at ${direction}, id ${direction} LIMIT ${limit}`;
}

interface Source {
  readonly from: Prisma.Sql;
  readonly at: Prisma.Sql;
  readonly id: Prisma.Sql;
  readonly where: readonly Prisma.Sql[];
}

/** Where a type is read from. Expressions equal those of the indexes. */
function sourceOf(filter: GalleryFilter, type: OutputType): Source {
  // A known word as a literal: a generic plan could not tell how many there are of it.
  const word = Prisma.raw(`'${type}'`);
  if (filter.tag === undefined) {
    const at = Prisma.sql`i.created_at`;
    return {
      from: Prisma.sql`gallery_item i`,
      at,
      id: Prisma.sql`i.output_id`,
      where: [Prisma.sql`i.type = ${word}`, ...wishesOf(filter), ...datesOf(filter, at)],
    };
  }
  const at = Prisma.sql`g.created_at`;
  return {
    // The offset keeps the two apart: each that has the tag is looked up, until the page is full.
    from: Prisma.sql`output_tag g CROSS JOIN LATERAL (SELECT FROM gallery_item i
      WHERE i.output_id = g.output_id AND ${Prisma.join(wishesOf(filter), " AND ")} OFFSET 0) met`,
    at,
    id: Prisma.sql`g.output_id`,
    where: [Prisma.sql`g.tag = ${filter.tag}`, Prisma.sql`g.type = ${word}`, ...datesOf(filter, at)],
  };
}

/** Conditions over `gallery_item i` besides type, tag and dates. */
function wishesOf({ workflowId, batchId, accountId, mark }: GalleryFilter): Prisma.Sql[] {
  return [
    Prisma.sql`i.shown`,
    ...(workflowId ? [Prisma.sql`i.workflow_id = ${workflowId}`] : []),
    ...(batchId ? [Prisma.sql`i.batch_id = ${batchId}::uuid`] : []),
    ...(accountId ? [Prisma.sql`i.account_id = ${accountId}::uuid`] : []),
    ...(mark ? [MARKED[mark]] : []),
  ];
}

const MARKED: Readonly<Record<MarkFilter, Prisma.Sql>> = {
  favourite: Prisma.sql`i.favourite`,
  kept: Prisma.sql`i.verdict = 'KEPT'`,
  rejected: Prisma.sql`i.verdict = 'REJECTED'`,
};

function datesOf({ createdAfter, createdBefore }: GalleryFilter, at: Prisma.Sql): Prisma.Sql[] {
  return [
    ...(createdAfter ? [Prisma.sql`${at} >= ${createdAfter}::timestamptz`] : []),
    ...(createdBefore ? [Prisma.sql`${at} < ${createdBefore}::timestamptz`] : []),
  ];
}

/** The condition that leaves what lies beyond the cursor. */
function beyond(cursor: Cursor | null, at: Prisma.Sql, id: Prisma.Sql): Prisma.Sql[] {
  if (cursor === null) return [];
  const { reads, position } = cursor;
  const compare = Prisma.raw(`${isBackwards(cursor) ? ">" : "<"}${reads === "upTo" ? "=" : ""}`);
  return [Prisma.sql`(${at}, ${id}) ${compare} (${position.at}::timestamptz, ${position.id}::uuid)`];
}
