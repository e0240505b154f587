/**
 * Tasks whose text contains some words, in any order of the list. The next thousand tasks are read one by one, which
 * fills a page with a common word at once; whatever lies further is looked up in the index of texts, all of it where that
 * is little, else by spans of time, so that a word which half of all old tasks have does not bring all of them in.
 */
import { type Database, type Executor, Prisma } from "./prisma";
import { namedQuery } from "./search-condition";
import { mostHits } from "./search-frequency";
import { type Density, type Span, Spans } from "./search-spans";
import { containing, piecesOf } from "./search-words";
import { type Patience, patient } from "./statement-limit";
import type { Position } from "./task-cursor";
import { type PlainFilter, whereFilter } from "./task-filter";
import { isByCompletion, positionsQuery, type Reading, wayOf } from "./task-streams";

/** So many tasks are read one by one before the index is asked. */
const WALK = 1_000;
const EVERYTHING = 1_000_000_000;
/** Where the index does not help, so many at once. */
const STRIDES = [5_000, EVERYTHING];
/** With so many among these, there are too many elsewhere to look all of them up. */
const COMMON = 5;
/** With so many in all, they begin somewhere further on. */
const MANY = 5_000;
/** With more texts than this that have all pieces, as most of what is nowhere has not, all are not looked up at once. */
const TOO_MANY = 100_000;
/** A span in which more texts match is divided: the first one, and a later one after many that gave too little. */
const SPAN_HITS = { first: 1_000, most: 8_000 };
/** Named by an id or its beginning. */
const NAMED = 200;

interface Words {
  readonly pattern: string;
  readonly pieces: readonly string[];
  /** Tasks that are meant by their own id or RunningHub's. */
  readonly named: readonly string[];
}

type Found = { id: string; part: 0 | 1; at: Date };

export class TaskSearch {
  constructor(private readonly db: Database) {}

  /** Positions of the tasks that match, as in a list without words. @throws AppError FILTER_TOO_BROAD */
  positions(q: string, reading: Reading): Promise<Position[]> {
    return patient(this.db, async (tx, patience) => {
      const words = await this.words(tx, q);
      const near = await walk(tx, words, reading, WALK);
      const end = near.length < reading.limit ? await endOfWalk(tx, reading, WALK) : null;
      if (end === null) return near.map(positionOf);
      const further = { ...reading, cursor: beyond(reading, end), limit: reading.limit - near.length };
      const far = await this.lookUp(tx, words, further, { common: near.length >= COMMON, patience });
      return [...near, ...far].map(positionOf);
    });
  }

  /** How many match, at most `limit`. @throws AppError FILTER_TOO_BROAD */
  count(q: string, filter: PlainFilter, limit: number): Promise<number> {
    return patient(this.db, async (tx, patience) => {
      const words = await this.words(tx, q);
      if (words.pieces.length > 0) {
        const rows = await tx.$queryRaw<{ hits: number; count: number }[]>`
          WITH hit AS MATERIALIZED (${hitsQuery(words, null, 2 * limit)})
          SELECT (SELECT count(*) FROM hit)::int AS hits, (
            SELECT count(DISTINCT t.id) FROM hit JOIN task t ON t.id = hit.task_id WHERE ${whereFilter(filter)} ${tabs(filter)})::int AS count`;
        const [answer] = rows;
        if (answer && (answer.hits < 2 * limit || answer.count >= limit))
          return Math.min(answer.count, limit);
      }
      const everything: Reading = { filter, sort: "-createdAt", cursor: null, limit };
      return (await walkOn(tx, words, everything, patience)).length;
    });
  }

  private async words(tx: Executor, q: string): Promise<Words> {
    const lower = q.toLowerCase();
    return { pattern: containing(lower), pieces: piecesOf(lower), named: await namedBy(tx, q) };
  }

  /** What lies beyond the walk, as much as the page still takes. */
  private async lookUp(
    tx: Executor,
    words: Words,
    reading: Reading,
    { common, patience }: { common: boolean; patience: Patience },
  ): Promise<Found[]> {
    if (words.pieces.length === 0) return walkOn(tx, words, reading, patience);
    // Spans are of creation: by completion it is all at once, or one by one.
    const inSpans = !isByCompletion(reading.sort);
    if (common && !inSpans) return walkOn(tx, words, reading, patience);
    if (common) return spanBySpan(tx, words, reading, await spansOf(tx, reading, "many"), patience);
    const expected = await mostHits(tx, words.pieces);
    if (expected <= TOO_MANY || !inSpans) {
      const most = inSpans ? SPAN_HITS.first : SPAN_HITS.most;
      const { hits, rows } = await inSpan(tx, words, reading, null, most);
      if (hits <= most) return rows;
    }
    if (!inSpans) return walkOn(tx, words, reading, patience);
    const spans = await spansOf(tx, reading, expected > MANY ? "many" : "few");
    // None nearby, many somewhere.
    if (expected > MANY && !(await skipToFirst(tx, words, spans))) return [];
    return spanBySpan(tx, words, reading, spans, patience);
  }
}

/** Enters the day of the first text that matches, in two questions, however far it is. @returns false when there is none */
async function skipToFirst(tx: Executor, words: Words, spans: Spans): Promise<boolean> {
  for (const [days, most] of [
    [8, Number.POSITIVE_INFINITY],
    [1, 8],
  ] as const) {
    const first = await firstMet(tx, words, spans.ahead(days, most));
    if (first === null) return false;
    spans.skipTo(first);
  }
  return true;
}

async function spanBySpan(
  tx: Executor,
  words: Words,
  reading: Reading,
  spans: Spans,
  patience: Patience,
): Promise<Found[]> {
  const found: Found[] = [];
  let most = SPAN_HITS.first;
  for (let span = spans.current(); span !== null && found.length < reading.limit; span = spans.current()) {
    patience.check();
    const last = found.at(-1);
    const rest = {
      ...reading,
      limit: reading.limit - found.length,
      cursor: last ? beyond(reading, positionOf(last)) : reading.cursor,
    };
    const { hits, rows } = await inSpan(tx, words, rest, span, most);
    if (hits > most && spans.narrow()) continue;
    // A day in which thousands match: they are dense enough to be met one by one.
    found.push(...(hits > most ? await walkOn(tx, words, clipped(rest, span), patience) : rows));
    spans.done(span, hits < most / 10);
    // The filter leaves little of what matches: more of it is looked at in one go.
    most = Math.min(2 * most, SPAN_HITS.most);
  }
  return found;
}

const positionOf = ({ id, part, at }: Found): Position => ({ id, part, at: at.toISOString() });

function beyond({ sort, cursor }: Reading, position: Position): NonNullable<Reading["cursor"]> {
  return { reads: wayOf(sort, cursor).backwards ? "before" : "after", position };
}

function clipped(reading: Reading, { from, to }: Span): Reading {
  const { createdAfter, createdBefore } = reading.filter;
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  return {
    ...reading,
    filter: {
      ...reading.filter,
      createdAfter: createdAfter !== undefined && createdAfter > start ? createdAfter : start,
      createdBefore: createdBefore !== undefined && createdBefore < end ? createdBefore : end,
    },
  };
}

/** Those that match among the next so many tasks of the list. */
async function walk(tx: Executor, words: Words, reading: Reading, steps: number): Promise<Found[]> {
  const query = positionsQuery({ ...reading, limit: steps });
  if (query === null) return [];
  const { order } = wayOf(reading.sort, reading.cursor);
  return tx.$queryRaw<Found[]>`
    SELECT id, part, at FROM (${query}) step JOIN task_text x ON x.task_id = step.id
    WHERE ${isMeant(words)} ORDER BY ${order} LIMIT ${reading.limit}`;
}

/** Where the walk stopped; null when it saw everything. */
async function endOfWalk(tx: Executor, reading: Reading, steps: number): Promise<Position | null> {
  const query = positionsQuery({ ...reading, limit: steps });
  if (query === null) return null;
  const rows = await tx.$queryRaw<Found[]>`SELECT * FROM (${query}) step OFFSET ${steps - 1}`;
  return rows[0] ? positionOf(rows[0]) : null;
}

/**
 * Walks until the page is full, the list is at its end or the time is up. In strides: a list that is merged from several
 * streams is sorted as far as it is read, while all of it is best read in one go.
 */
async function walkOn(tx: Executor, words: Words, reading: Reading, patience: Patience): Promise<Found[]> {
  const found: Found[] = [];
  let rest = reading;
  for (const steps of STRIDES) {
    patience.check();
    found.push(...(await walk(tx, words, { ...rest, limit: reading.limit - found.length }, steps)));
    const isDone = found.length >= reading.limit || steps === EVERYTHING;
    const end = isDone ? null : await endOfWalk(tx, rest, steps);
    if (end === null) break;
    rest = { ...rest, cursor: beyond(rest, end) };
  }
  return found;
}

/**
 * The page within a span of time, or over all; and how many texts there match, whatever their tasks are. With more than
 * `most` of them it is not the page.
 */
async function inSpan(
  tx: Executor,
  words: Words,
  reading: Reading,
  span: Span | null,
  most: number,
): Promise<{ hits: number; rows: Found[] }> {
  const rows = await tx.$queryRaw<(Found & { hits: number })[]>(lookUpQuery(words, reading, span, most));
  // Without any task there is one row, which tells the number of texts alone.
  const found = rows.filter(({ id }) => id !== null);
  return { hits: rows[0]?.hits ?? 0, rows: found };
}

/** The first of these spans with a text that matches, whatever its task is. */
async function firstMet(tx: Executor, words: Words, spans: readonly Span[]): Promise<Span | null> {
  const rows = await tx.$queryRaw<{ nth: number }[]>(firstMetQuery(words, spans));
  return spans[rows[0]?.nth ?? -1] ?? null;
}

/** One row (nth), or none. A join to what depends on each row goes through them in their order, and the limit ends it. */
export function firstMetQuery({ pattern, pieces, named }: Words, spans: readonly Span[]): Prisma.Sql {
  const [names, starts, ends] = [
    spans.map(({ piece }) => piece),
    spans.map(({ from }) => new Date(from)),
    spans.map(({ to }) => new Date(to)),
  ];
  const within = Prisma.sql`x.created_at >= span.start AND x.created_at < span.stop`;
  return Prisma.sql`
    SELECT (span.n - 1)::int AS nth
    FROM unnest(${names}::text[], ${starts}::timestamptz[], ${ends}::timestamptz[]) WITH ORDINALITY span (piece, start, stop, n), LATERAL (
      (SELECT 1 FROM task_text x
       WHERE x.indexed AND search_pieces(x.text, x.created_at) @> (${pieces}::text[] || span.piece) AND x.text LIKE ${pattern} LIMIT 1)
      UNION ALL (SELECT 1 FROM task_text x WHERE NOT x.indexed AND ${within} AND x.text LIKE ${pattern} LIMIT 1)
      UNION ALL (SELECT 1 FROM unnest(${named}::uuid[]) meant (id) JOIN task_text x ON x.task_id = meant.id WHERE ${within} LIMIT 1)
    ) met LIMIT 1`;
}

/** Rows (hits, id, part, at): the page from the index of texts. */
export function lookUpQuery(
  words: Words,
  { filter, sort, cursor, limit }: Reading,
  span: Span | null,
  most: number,
): Prisma.Sql {
  const { backwards, descends, order } = wayOf(sort, cursor);
  const byCompletion = isByCompletion(sort);
  const part = byCompletion ? Prisma.sql`(t.completed_at IS NULL)::int` : Prisma.sql`0`;
  const at = byCompletion ? Prisma.sql`coalesce(t.completed_at, t.created_at)` : Prisma.sql`t.created_at`;
  const keyset = cursor
    ? Prisma.sql`AND (part ${Prisma.raw(backwards ? "<" : ">")} ${cursor.position.part} OR (part = ${cursor.position.part}
        AND (at, id) ${Prisma.raw(`${descends ? "<" : ">"}${cursor.reads === "upTo" ? "=" : ""}`)} (${cursor.position.at}::timestamptz, ${cursor.position.id}::uuid)))`
    : Prisma.empty;
  return Prisma.sql`
    WITH hit AS MATERIALIZED (${hitsQuery(words, span, most + 1)}), page AS (
      SELECT * FROM (
        SELECT DISTINCT t.id, ${part} AS part, ${at} AS at FROM hit JOIN task t ON t.id = hit.task_id
        WHERE ${whereFilter(filter)} ${tabs(filter)} ${within(Prisma.sql`t`, span)}
      ) met WHERE true ${keyset} ORDER BY ${order} LIMIT ${limit})
    SELECT (SELECT count(*) FROM hit)::int AS hits, page.* FROM (SELECT 1) one LEFT JOIN page ON true ORDER BY ${order}`;
}

/** Ids of tasks whose text matches: from the index, the new ones that it does not have yet, and the named ones. */
function hitsQuery({ pattern, pieces, named }: Words, span: Span | null, limit: number): Prisma.Sql {
  const wanted = span === null ? pieces : [...pieces, span.piece];
  return Prisma.sql`
    (SELECT x.task_id FROM task_text x
     WHERE x.indexed AND search_pieces(x.text, x.created_at) @> ${wanted}::text[] AND x.text LIKE ${pattern} LIMIT ${limit})
    UNION ALL
    (SELECT x.task_id FROM task_text x WHERE NOT x.indexed ${within(Prisma.sql`x`, span)} AND x.text LIKE ${pattern} LIMIT ${limit})
    UNION ALL SELECT unnest(${named}::uuid[])`;
}

function within(table: Prisma.Sql, span: Span | null): Prisma.Sql {
  if (span === null) return Prisma.empty;
  return Prisma.sql`AND ${table}.created_at >= ${new Date(span.from)} AND ${table}.created_at < ${new Date(span.to)}`;
}

function tabs({ status }: PlainFilter): Prisma.Sql {
  return status ? Prisma.sql`AND t.status = ANY(${status})` : Prisma.empty;
}

function isMeant({ pattern, named }: Words): Prisma.Sql {
  if (named.length === 0) return Prisma.sql`x.text LIKE ${pattern}`;
  return Prisma.sql`(x.text LIKE ${pattern} OR x.task_id = ANY(${named}::uuid[]))`;
}

/** From the end of the walk to the oldest task, or to now. */
async function spansOf(tx: Executor, { filter, sort, cursor }: Reading, density: Density): Promise<Spans> {
  const { descends } = wayOf(sort, cursor);
  const edge = Date.parse(cursor?.position.at ?? "");
  const rows = await tx.$queryRaw<{ oldest: Date | null; now: Date }[]>`
    SELECT (SELECT created_at FROM task t WHERE deleted_at IS NULL ORDER BY created_at LIMIT 1) AS oldest, clock_timestamp() AS now`;
  const oldest = Math.max(rows[0]?.oldest?.getTime() ?? edge, Date.parse(filter.createdAfter ?? "") || 0);
  const newest = Math.min(
    rows[0]?.now.getTime() ?? edge,
    Date.parse(filter.createdBefore ?? "") || Number.POSITIVE_INFINITY,
  );
  return new Spans(edge, descends ? oldest : newest, descends, density);
}

/** One word with a digit in it, as every id has. */
const LIKE_AN_ID = /^(?=\S*\d)\S{6,64}$/;

async function namedBy(tx: Executor, q: string): Promise<string[]> {
  if (!LIKE_AN_ID.test(q)) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`${namedQuery(q)} LIMIT ${NAMED}`;
  return rows.map(({ id }) => id);
}
