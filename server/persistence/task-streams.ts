/**
 * The list as ordered streams that are merged: one per status wherever an index begins with it, so that each stream is
 * read from its index in order and stops when the page is full, at any depth.
 */
import type { TaskSort } from "@/lib/task-schemas";
import { isFinalized, TASK_STATUSES, type TaskStatus } from "@/lib/task-status";
import { Prisma } from "./prisma";
import type { Cursor, Position } from "./task-cursor";
import { type PlainFilter, whereFilter } from "./task-filter";

interface Stream {
  /** Null: all of them, from one index. */
  readonly status: TaskStatus | null;
  readonly part: Position["part"];
  readonly moment: Prisma.Sql;
}

const CREATED = Prisma.sql`t.created_at`;
const COMPLETED = Prisma.sql`t.completed_at`;
/** Not what any index is ordered by: of a batch, which is small, all is read and sorted, instead of the list until it comes. */
const COMPLETED_UNORDERED = Prisma.sql`(t.completed_at + interval '0')`;

export interface Reading {
  readonly filter: PlainFilter;
  readonly sort: TaskSort;
  /** Null: from the beginning. */
  readonly cursor: Cursor | null;
  readonly limit: number;
}

/**
 * The positions (part, at, id) of the tasks that match, in the order of the list; from the cursor backwards when it reads
 * that way. Null when nothing can be there.
 */
export function positionsQuery({ filter, sort, cursor, limit }: Reading): Prisma.Sql | null {
  const { backwards, descends, direction, order } = wayOf(sort, cursor);
  const where = whereFilter(filter);
  const selects = streamsOf(filter, sort).flatMap(({ status, part, moment }) => {
    const keyset = beyond(cursor, part, moment, { backwards, descends });
    if (keyset === null) return [];
    const tab = status === null ? Prisma.empty : Prisma.sql`AND t.status = ${literal(status)}`;
    // Nothing ends before it was made: a range of dates begins on the way by completion, too.
    const start =
      moment !== CREATED && filter.createdAfter !== undefined
        ? Prisma.sql`AND t.completed_at >= ${filter.createdAfter}::timestamptz`
        : Prisma.empty;
    return [
      Prisma.sql`(SELECT t.id, ${literal(part)} AS part, ${moment} AS at FROM task t WHERE ${where} ${tab} ${start} ${keyset}
        ORDER BY ${moment} ${direction}, t.id ${direction} LIMIT ${limit})`,
    ];
  });
  if (selects.length === 0) return null;
  return Prisma.sql`SELECT id, part, at FROM (${Prisma.join(selects, " UNION ALL ")}) streams ORDER BY ${order} LIMIT ${limit}`;
}

/** Which way a sort is read from a cursor, and the order of positions on that way. */
export function wayOf(sort: TaskSort, cursor: Cursor | null) {
  const backwards = cursor !== null && cursor.reads !== "after";
  const descends = sort.startsWith("-") !== backwards;
  const direction = descends ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const part = isByCompletion(sort)
    ? Prisma.sql`part ${backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`},`
    : Prisma.empty;
  return { backwards, descends, direction, order: Prisma.sql`${part} at ${direction}, id ${direction}` };
}

export function isByCompletion(sort: TaskSort): boolean {
  return sort === "completedAt" || sort === "-completedAt";
}

/** As many rows as there are tasks that match, but no more than the limit. */
export function matchesQuery(filter: PlainFilter, limit: number): Prisma.Sql {
  const where = whereFilter(filter);
  const selects = streamsOf(filter, "createdAt").map(({ status }) => {
    const tab = status === null ? Prisma.empty : Prisma.sql`AND t.status = ${literal(status)}`;
    return Prisma.sql`(SELECT 1 FROM task t WHERE ${where} ${tab} LIMIT ${limit})`;
  });
  return Prisma.sql`SELECT 1 FROM (${Prisma.join(selects, " UNION ALL ")}) streams LIMIT ${limit}`;
}

/**
 * By completion, what is not finished has no moment of its own: in both directions it follows the finished, as a second
 * part in the order of creation.
 */
function streamsOf(filter: PlainFilter, sort: TaskSort): Stream[] {
  const byCompletion = isByCompletion(sort);
  const statuses = filter.status ?? (byCompletion || indexedByStatus(filter) ? TASK_STATUSES : null);
  if (statuses === null) return [{ status: null, part: 0, moment: CREATED }];
  return [...new Set(statuses)].map((status) =>
    byCompletion && isFinalized(status)
      ? { status, part: 0, moment: filter.batchId === undefined ? COMPLETED : COMPLETED_UNORDERED }
      : { status, part: byCompletion ? 1 : 0, moment: CREATED },
  );
}

/** Has the filter an index that continues with the status? */
function indexedByStatus({ batchId, accountId, hasError, reasonCode }: PlainFilter): boolean {
  return [batchId, accountId, hasError, reasonCode].some((wish) => wish !== undefined);
}

/** The condition that leaves what lies beyond the cursor, nothing when all of the part does, null when none of it does. */
function beyond(
  cursor: Cursor | null,
  part: Position["part"],
  moment: Prisma.Sql,
  { backwards, descends }: { backwards: boolean; descends: boolean },
): Prisma.Sql | null {
  if (cursor === null) return Prisma.empty;
  const { position, reads } = cursor;
  if (part !== position.part) return part > position.part === backwards ? null : Prisma.empty;
  const compare = Prisma.raw(`${descends ? "<" : ">"}${reads === "upTo" ? "=" : ""}`);
  return Prisma.sql`AND (${moment}, t.id) ${compare} (${position.at}::timestamptz, ${position.id}::uuid)`;
}

/** A known word as a literal, not a parameter: a generic plan could not choose the partial index. */
function literal(value: TaskStatus | Position["part"]): Prisma.Sql {
  return Prisma.raw(typeof value === "number" ? String(value) : `'${value}'`);
}
