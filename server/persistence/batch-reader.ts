/** Reads of batches. What is told of one is counted over its tasks that are there; a batch without any is not there. */
import type { BatchName, BatchPage, BatchView, ListBatches } from "@/lib/batch-schemas";
import type { WorkflowKind } from "@/lib/task-schemas";
import { FINALIZED_STATUSES, TASK_STATUSES, type TaskStatus } from "@/lib/task-status";
import { type Database, Prisma } from "./prisma";
import { decodeCursor, encodeCursor } from "./task-cursor";

interface BatchRow {
  id: string;
  name: string | null;
  created_at: Date;
}

/** The tasks of one batch that run one workflow and have one status, together. */
interface Share {
  batch_id: string;
  workflow_id: string;
  kind: WorkflowKind;
  status: TaskStatus;
  workflow_name: string;
  tasks: number;
  coins: number | null;
  money: number | null;
  seconds: number | null;
  started_at: Date | null;
  completed_at: Date | null;
}

const NAMED_WORKFLOWS = 10;
/** More hits than a person reads; further words narrow them. */
const SEARCH_HITS = 20;
/** Batches are listed the newest first, and cursors know the order they were made for. */
const SORT = "-createdAt";
const HAS_TASKS = Prisma.sql`EXISTS (SELECT FROM task t WHERE t.batch_id = b.id AND t.deleted_at IS NULL)`;

/** Exported for the test of its plan. */
export function sharesOf(batchIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT t.batch_id, t.workflow_id, t.kind, t.status, min(t.workflow_name) AS workflow_name, count(*)::int AS tasks,
      sum(t.coins)::float8 AS coins, sum(t.money)::float8 AS money, sum(t.seconds)::float8 AS seconds,
      min(t.started_at) AS started_at, max(t.completed_at) AS completed_at
    FROM task t WHERE t.batch_id = ANY(${[...batchIds]}::uuid[]) AND t.deleted_at IS NULL
    GROUP BY t.batch_id, t.workflow_id, t.kind, t.status ORDER BY workflow_name`;
}

export class BatchReader {
  constructor(private readonly db: Database) {}

  /** @throws AppError INVALID_INPUT for a cursor that is not ours. */
  async page({ limit, cursor }: ListBatches): Promise<BatchPage> {
    const after = cursor === undefined ? null : decodeCursor(SORT, cursor).position;
    const keyset = after
      ? Prisma.sql`AND (b.created_at, b.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
      : Prisma.empty;
    const rows = await this.db.$queryRaw<BatchRow[]>`
      SELECT b.id, b.name, b.created_at FROM batch b WHERE ${HAS_TASKS} ${keyset}
      ORDER BY b.created_at DESC, b.id DESC LIMIT ${limit + 1}`;
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.views(shown),
      nextCursor:
        rows.length > limit && last
          ? encodeCursor(SORT, {
              reads: "after",
              position: { part: 0, at: last.created_at.toISOString(), id: last.id },
            })
          : null,
    };
  }

  /** Null when there is no such batch, or none of its tasks is there. */
  async find(id: string): Promise<BatchView | null> {
    const rows = await this.db.$queryRaw<BatchRow[]>`
      SELECT b.id, b.name, b.created_at FROM batch b WHERE b.id = ${id}::uuid AND ${HAS_TASKS}`;
    const [view] = await this.views(rows);
    return view ?? null;
  }

  /** By a part of the name, the newest first. */
  async search(q: string): Promise<BatchName[]> {
    const named =
      q === "" ? Prisma.empty : Prisma.sql`AND b.name ILIKE ${`%${q.replace(/[\\%_]/g, "\\$&")}%`}`;
    const rows = await this.db.$queryRaw<BatchRow[]>`
      SELECT b.id, b.name, b.created_at FROM batch b WHERE ${HAS_TASKS} ${named}
      ORDER BY b.created_at DESC, b.id DESC LIMIT ${SEARCH_HITS}`;
    return rows.map(({ id, name, created_at }) => ({ id, name, createdAt: created_at.toISOString() }));
  }

  private async views(batches: readonly BatchRow[]): Promise<BatchView[]> {
    if (batches.length === 0) return [];
    const shares = await this.db.$queryRaw<Share[]>(sharesOf(batches.map(({ id }) => id)));
    return batches.map((batch) =>
      view(
        batch,
        shares.filter((share) => share.batch_id === batch.id),
      ),
    );
  }
}

function view({ id, name, created_at }: BatchRow, shares: readonly Share[]): BatchView {
  const tasksIn = (status: TaskStatus) =>
    add(
      shares.filter((share) => share.status === status),
      "tasks",
    ) ?? 0;
  const isOver = shares.every(({ status }) => FINALIZED_STATUSES.some((final) => final === status));
  return {
    id,
    name,
    workflows: workflowsOf(shares),
    createdAt: created_at.toISOString(),
    // Every status is there.
    counts: Object.fromEntries(
      TASK_STATUSES.map((status) => [status, tasksIn(status)]),
    ) as BatchView["counts"],
    cost: { coins: add(shares, "coins"), money: add(shares, "money"), seconds: add(shares, "seconds") },
    startedAt: timesOf(shares, "started_at")[0]?.toISOString() ?? null,
    finishedAt: isOver ? (timesOf(shares, "completed_at").at(-1)?.toISOString() ?? null) : null,
  };
}

/** Null where nothing is known, which is not the same as nothing. */
function add(shares: readonly Share[], amount: "tasks" | "coins" | "money" | "seconds"): number | null {
  const known = shares.flatMap((share) => share[amount] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function timesOf(shares: readonly Share[], time: "started_at" | "completed_at"): Date[] {
  return shares.flatMap((share) => share[time] ?? []).sort((a, b) => a.getTime() - b.getTime());
}

/** By the first of the names its tasks have, whatever their status: a batch must not change its name while it runs. */
function workflowsOf(shares: readonly Share[]): BatchView["workflows"] {
  const found = new Map<string, { workflow: BatchView["workflows"][number]; tasks: number }>();
  for (const { kind, workflow_id: workflowId, workflow_name: name, tasks } of shares) {
    const known = found.get(`${kind}\n${workflowId}`);
    found.set(`${kind}\n${workflowId}`, {
      workflow: known?.workflow ?? { workflowId, kind, name },
      tasks: (known?.tasks ?? 0) + tasks,
    });
  }
  return [...found.values()]
    .sort((a, b) => b.tasks - a.tasks)
    .slice(0, NAMED_WORKFLOWS)
    .map(({ workflow }) => workflow);
}
