/**
 * Reads the sums over ended runs. A range is whole days where they lie within it and hours at its ends, so that a quarter of a
 * year is read from a hundred rows per workflow; only the steps are read from hours. Where the days of a zone begin within an
 * hour, that hour is read from the facts of the runs, which are kept per quarter: so the days of every zone are right.
 */
import { type Database, Prisma } from "./prisma";

/** Instants at quarters of an hour; `to` is not part of it. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export interface Chosen {
  readonly workflowId?: string;
  readonly accountId?: string;
}

/** What a group of runs came to. */
export interface SumRow {
  readonly kind: string | null;
  readonly workflowId: string | null;
  readonly accountId: string | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly stopped: number;
  readonly coins: number;
  readonly money: number;
  readonly seconds: number;
  readonly slotSeconds: number;
}

export interface StepRow extends Omit<SumRow, "kind" | "workflowId" | "accountId"> {
  readonly start: Date;
  readonly end: Date;
}

export interface TimeRow {
  readonly measure: "wait" | "run";
  readonly kind: string | null;
  readonly workflowId: string | null;
  readonly accountId: string | null;
  readonly bucket: number;
  readonly count: number;
}

/** Amounts in the order of the moments that were asked for. */
export interface BalanceRow {
  readonly accountId: string;
  readonly coins: readonly (number | null)[];
  readonly money: readonly (number | null)[];
}

export interface InsightAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string | null;
  readonly slotLimit: number;
  readonly createdAt: Date;
  readonly removedAt: Date | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const FIGURES = Prisma.sql`
  coalesce(sum(succeeded), 0)::int AS succeeded, coalesce(sum(failed), 0)::int AS failed, coalesce(sum(stopped), 0)::int AS stopped,
  coalesce(sum(coins), 0)::float8 AS coins, coalesce(sum(money), 0)::float8 AS money, coalesce(sum(seconds), 0)::float8 AS seconds,
  coalesce(sum(slot_seconds), 0)::float8 AS "slotSeconds"`;

/** What sums and facts have in common. */
const CELL = Prisma.sql`start, kind, workflow_id, account_id, succeeded, failed, stopped, causes, coins, money, seconds, slot_seconds,
  wait_buckets, wait_counts, run_buckets, run_counts`;
/** A fact as a cell of one run. Those that are not in the sums yet are not read either, or parts would not make up the whole. */
const FACTS = Prisma.sql`(
  SELECT hour AS start, kind, workflow_id, account_id, (outcome IS NOT DISTINCT FROM 'SUCCESS')::int AS succeeded,
    (outcome IS NOT DISTINCT FROM 'FAILED')::int AS failed, (outcome IS NOT DISTINCT FROM 'STOPPED')::int AS stopped,
    CASE WHEN cause IS NULL THEN '{}' ELSE jsonb_build_object(cause, 1) END AS causes, coalesce(coins, 0) AS coins,
    coalesce(money, 0) AS money, coalesce(seconds, 0) AS seconds, slot_seconds,
    array_remove(ARRAY[time_bucket(wait_seconds)], NULL) AS wait_buckets, CASE WHEN wait_seconds IS NULL THEN '{}' ELSE '{1}'::int[] END AS wait_counts,
    array_remove(ARRAY[time_bucket(run_seconds)], NULL) AS run_buckets, CASE WHEN run_seconds IS NULL THEN '{}' ELSE '{1}'::int[] END AS run_counts
  FROM run_fact WHERE counted)`;

export class InsightReader {
  constructor(private readonly db: Database) {}

  /** The instants at which two days begin and end in a zone, at quarters of an hour. */
  async spanOf(fromDay: string, toDay: string, timeZone: string): Promise<Span & { readonly now: Date }> {
    const rows = await this.db.$queryRaw<(Span & { now: Date })[]>`
      SELECT quarter_of(${fromDay}::timestamp AT TIME ZONE ${timeZone}::text) AS "from",
        quarter_of((${toDay}::timestamp + interval '1 day') AT TIME ZONE ${timeZone}::text) AS "to", clock_timestamp() AS now`;
    const [span] = rows;
    if (span === undefined) throw new Error("a SELECT without FROM has a row");
    return span;
  }

  /** Sums over everything (no key set), per workflow and per account. */
  sums(span: Span, chosen: Chosen): Promise<SumRow[]> {
    return this.db.$queryRaw<SumRow[]>`
      SELECT kind, workflow_id AS "workflowId", account_id AS "accountId", ${FIGURES}
      FROM (${cover(span, chosen)}) cell
      GROUP BY GROUPING SETS ((), (kind, workflow_id), (account_id), (kind, workflow_id, account_id))`;
  }

  /** Times in buckets, by the same groups, but not per workflow and account at once. */
  times(span: Span, chosen: Chosen): Promise<TimeRow[]> {
    return this.db.$queryRaw<TimeRow[]>`
      WITH cell AS MATERIALIZED (${cover(span, chosen)})
      SELECT measure, kind, workflow_id AS "workflowId", account_id AS "accountId", bucket, sum(n)::int AS count FROM (
        SELECT 'wait' AS measure, kind, workflow_id, account_id, w.bucket, w.n FROM cell, unnest(wait_buckets, wait_counts) w (bucket, n)
        UNION ALL
        SELECT 'run', kind, workflow_id, account_id, r.bucket, r.n FROM cell, unnest(run_buckets, run_counts) r (bucket, n)
      ) fell GROUP BY GROUPING SETS ((measure, bucket), (measure, kind, workflow_id, bucket), (measure, account_id, bucket))`;
  }

  causes(span: Span, chosen: Chosen): Promise<{ code: string; count: number }[]> {
    return this.db.$queryRaw<{ code: string; count: number }[]>`
      SELECT c.key AS code, sum(c.value::int)::int AS count FROM (${cover(span, chosen)}) cell, jsonb_each_text(causes) c
      WHERE failed > 0 GROUP BY c.key ORDER BY count DESC, code`;
  }

  /** One row per hour from the first instant on, those without runs as well. */
  hours(span: Span, chosen: Chosen): Promise<StepRow[]> {
    const [from, to] = [Prisma.sql`${span.from}::timestamptz`, Prisma.sql`${span.to}::timestamptz`];
    return this.steps(
      Prisma.sql`SELECT at AS start, at + interval '1 hour' AS "end"
        FROM generate_series(${from}, ${to} - interval '1 hour', interval '1 hour') at`,
      Prisma.sql`date_bin('1 hour', cell.start, ${from})`,
      span,
      chosen,
    );
  }

  /** One row per day of the zone, those without runs as well. */
  days(span: Span, chosen: Chosen, timeZone: string): Promise<StepRow[]> {
    const local = (at: Prisma.Sql) => Prisma.sql`((${at}) AT TIME ZONE ${timeZone}::text)`;
    const [first, last] = [
      local(Prisma.sql`${span.from}::timestamptz`),
      local(Prisma.sql`${span.to}::timestamptz - interval '1 minute'`),
    ];
    return this.steps(
      Prisma.sql`SELECT ${local(Prisma.sql`at`)} AS start, ${local(Prisma.sql`at + interval '1 day'`)} AS "end"
        FROM generate_series(date_trunc('day', ${first}), date_trunc('day', ${last}), interval '1 day') at`,
      local(Prisma.sql`date_trunc('day', ${local(Prisma.sql`cell.start`)})`),
      span,
      chosen,
    );
  }

  /** An hour in which a step begins or ends is not in one of them: its quarters are. */
  private steps(
    steps: Prisma.Sql,
    stepOfCell: Prisma.Sql,
    { from, to }: Span,
    chosen: Chosen,
  ): Promise<StepRow[]> {
    return this.db.$queryRaw<StepRow[]>`
      WITH step AS (${steps}), split AS (
        SELECT DISTINCT date_trunc('hour', at, 'UTC') AS hour FROM (SELECT start AS at FROM step UNION ALL SELECT "end" FROM step) edge
        WHERE at <> date_trunc('hour', at, 'UTC')
      ), cell AS (
        SELECT ${CELL} FROM run_sum WHERE span = 'hour' AND ${within(from, to, chosen)} AND start NOT IN (SELECT hour FROM split)
        UNION ALL
        SELECT ${CELL} FROM split JOIN ${FACTS} fact ON fact.start >= split.hour AND fact.start < split.hour + interval '1 hour'
        WHERE ${within(from, to, chosen)}
      ), summed AS (SELECT ${stepOfCell} AS start, ${FIGURES} FROM cell GROUP BY 1)
      SELECT step.start, step."end", coalesce(succeeded, 0) AS succeeded, coalesce(failed, 0) AS failed, coalesce(stopped, 0) AS stopped,
        coalesce(coins, 0) AS coins, coalesce(money, 0) AS money, coalesce(seconds, 0) AS seconds, coalesce("slotSeconds", 0) AS "slotSeconds"
      FROM step LEFT JOIN summed ON summed.start = step.start ORDER BY step.start`;
  }

  /** The last reading before each of the moments, per account and in their order; accounts without any are left out. */
  balances(moments: readonly Date[], { accountId }: Chosen): Promise<BalanceRow[]> {
    return this.db.$queryRaw<BalanceRow[]>`
      SELECT a.id AS "accountId", array_agg(last.coins::float8 ORDER BY m.place) AS coins, array_agg(last.money::float8 ORDER BY m.place) AS money
      FROM account a CROSS JOIN unnest(${moments.map((moment) => moment.toISOString())}::timestamptz[]) WITH ORDINALITY m (at, place)
        LEFT JOIN LATERAL (
          SELECT b.coins, b.money FROM account_balance b WHERE b.account_id = a.id AND b.hour < m.at ORDER BY b.hour DESC LIMIT 1
        ) last ON true
      WHERE EXISTS (SELECT 1 FROM account_balance b WHERE b.account_id = a.id)
        ${accountId === undefined ? Prisma.empty : Prisma.sql`AND a.id = ${accountId}::uuid`}
      GROUP BY a.id, a.created_at ORDER BY a.created_at, a.id`;
  }

  accounts(): Promise<InsightAccount[]> {
    return this.db.account.findMany({
      select: { id: true, name: true, currency: true, slotLimit: true, createdAt: true, removedAt: true },
      orderBy: { createdAt: "asc" },
    });
  }

  /** Names by `kind id`: as the library has them, else as the latest task did; what nobody knows is left out. */
  async workflowNames(
    workflows: readonly { kind: string; workflowId: string }[],
  ): Promise<Map<string, string>> {
    const rows = await this.db.$queryRaw<{ kind: string; id: string; name: string | null }[]>`
      SELECT w.kind, w.id, coalesce(
        (SELECT l.name FROM workflow l WHERE l.kind = w.kind AND l.remote_id = w.id ORDER BY l.deleted_at NULLS FIRST, l.created_at LIMIT 1),
        (SELECT t.workflow_name FROM task t WHERE t.workflow_id = w.id AND t.deleted_at IS NULL ORDER BY t.created_at DESC, t.id DESC LIMIT 1)) AS name
      FROM unnest(${workflows.map(({ kind }) => kind)}::text[], ${workflows.map(({ workflowId }) => workflowId)}::text[]) w (kind, id)`;
    return new Map(rows.flatMap(({ kind, id, name }) => (name === null ? [] : [[`${kind} ${id}`, name]])));
  }
}

function within(from: Date, to: Date, { workflowId, accountId }: Chosen): Prisma.Sql {
  return Prisma.sql`start >= ${from}::timestamptz AND start < ${to}::timestamptz
    ${workflowId === undefined ? Prisma.empty : Prisma.sql`AND workflow_id = ${workflowId}`}
    ${accountId === undefined ? Prisma.empty : Prisma.sql`AND account_id = ${accountId}::uuid`}`;
}

/** The fewest cells that make up the span: days of UTC, hours before and after them, and quarters at its ends. */
function cover({ from, to }: Span, chosen: Chosen): Prisma.Sql {
  const up = (at: Date, sizeMs: number) => new Date(Math.ceil(at.getTime() / sizeMs) * sizeMs);
  const down = (at: Date, sizeMs: number) => new Date(Math.floor(at.getTime() / sizeMs) * sizeMs);
  const facts = (begin: Date, end: Date) =>
    begin < end ? [Prisma.sql`SELECT ${CELL} FROM ${FACTS} fact WHERE ${within(begin, end, chosen)}`] : [];
  const sums = (span: "hour" | "day", begin: Date, end: Date) =>
    begin < end
      ? [Prisma.sql`SELECT ${CELL} FROM run_sum WHERE span = ${span} AND ${within(begin, end, chosen)}`]
      : [];
  const [firstHour, lastHour] = [up(from, HOUR_MS), down(to, HOUR_MS)];
  const [firstDay, lastDay] = [up(from, DAY_MS), down(to, DAY_MS)];
  const whole =
    firstDay < lastDay
      ? [
          ...sums("day", firstDay, lastDay),
          ...sums("hour", firstHour, firstDay),
          ...sums("hour", lastDay, lastHour),
        ]
      : sums("hour", firstHour, lastHour);
  return Prisma.join([...facts(from, firstHour), ...whole, ...facts(lastHour, to)], " UNION ALL ");
}
