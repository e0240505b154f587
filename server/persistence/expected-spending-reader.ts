/** What tasks would cost by the last runs of their workflows: the very figures that the claim goes by. */
import type { Amounts, ExpectedGroup } from "@/lib/expected-spending";
import type { BatchTarget, WorkflowKind } from "@/lib/task-schemas";
import { TASK_ACTIONS } from "@/lib/task-status";
import { isUuid } from "@/lib/uuid";
import { type Database, type Executor, Prisma } from "./prisma";
import { whereAll } from "./search-condition";
import { patient } from "./statement-limit";

interface TaskGroup {
  readonly kind: WorkflowKind;
  readonly workflowId: string;
  readonly count: number;
}

export class ExpectedSpendingReader {
  constructor(private readonly db: Database) {}

  /** In the order of the groups. */
  ofNew(groups: readonly TaskGroup[]): Promise<ExpectedGroup[]> {
    return expected(
      this.db,
      Prisma.sql`SELECT g.kind, g.workflow_id, g.n, g.place FROM unnest(
        ${groups.map(({ kind }) => kind)}::text[], ${groups.map(({ workflowId }) => workflowId)}::text[],
        ${groups.map(({ count }) => count)}::int[]) WITH ORDINALITY g (kind, workflow_id, n, place)`,
    );
  }

  /** Of those that can be started, by workflow: that of the oldest task first. @throws AppError FILTER_TOO_BROAD */
  ofTarget({ ids, filter }: BatchTarget): Promise<ExpectedGroup[]> {
    const chosen =
      ids === undefined
        ? whereAll(filter ?? {})
        : Prisma.sql`t.deleted_at IS NULL AND t.id = ANY(${ids.filter(isUuid)}::uuid[])`;
    const groups = Prisma.sql`
      SELECT t.kind, t.workflow_id, count(*)::int AS n, min(t.created_at) AS place FROM task t
      WHERE ${chosen} AND t.status = ANY(${[...TASK_ACTIONS.start.offeredIn]}) GROUP BY t.kind, t.workflow_id`;
    return patient(this.db, (tx) => expected(tx, groups));
  }

  /** What the day has spent, what runs and what waits, each at what it is expected to cost. */
  today(timeZone: string): Promise<Amounts> {
    return this.spent(
      Prisma.sql`spending_of(NULL, date_trunc('day', clock_timestamp(), ${timeZone}::text))`,
      Prisma.sql`true`,
    );
  }

  /** The same of a batch. */
  batch(batchId: string): Promise<Amounts> {
    return this.spent(
      Prisma.sql`spending_of(${batchId}::uuid, NULL)`,
      Prisma.sql`batch_id = ${batchId}::uuid`,
    );
  }

  private async spent(spending: Prisma.Sql, waits: Prisma.Sql): Promise<Amounts> {
    const rows = await this.db.$queryRaw<Amounts[]>`
      SELECT (s.coins + w.coins)::float8 AS coins, (s.money + w.money)::float8 AS money
      FROM ${spending} s CROSS JOIN (
        SELECT coalesce(sum(g.n * e.coins), 0) AS coins, coalesce(sum(g.n * e.money), 0) AS money
        FROM (
          SELECT kind, workflow_id, count(*) AS n FROM task
          WHERE status = 'PENDING' AND deleted_at IS NULL AND ${waits} GROUP BY 1, 2
        ) g CROSS JOIN LATERAL expected_cost(g.kind, g.workflow_id) e
      ) w`;
    return rows[0] ?? { coins: 0, money: 0 };
  }
}

function expected(db: Executor, groups: Prisma.Sql): Promise<ExpectedGroup[]> {
  return db.$queryRaw<ExpectedGroup[]>`
    SELECT g.n AS count, last.known > 0 AS "isKnown", e.coins::float8 AS coins, e.money::float8 AS money,
      last.run_seconds::float8 AS "runSeconds"
    FROM (${groups}) g CROSS JOIN LATERAL expected_cost(g.kind, g.workflow_id) e CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE r.coins IS NOT NULL OR r.money IS NOT NULL) AS known,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY r.run_seconds) AS run_seconds
      FROM (
        SELECT f.coins, f.money, f.run_seconds FROM run_fact f
        WHERE f.workflow_id = g.workflow_id AND f.kind = g.kind AND f.outcome = 'SUCCESS' ORDER BY f.hour DESC LIMIT 20
      ) r
    ) last ORDER BY g.place, g.workflow_id`;
}
