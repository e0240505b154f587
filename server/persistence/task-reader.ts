/** Reads of tasks, shaped as every door returns them. */
import {
  type ListTasks,
  MAX_PAGE_SIZE,
  type StatusCounts,
  type TaskDetail,
  type TaskFilter,
  type TaskPage,
  type TaskView,
} from "@/lib/task-schemas";
import { TASK_STATUSES, type TaskStatus } from "@/lib/task-status";
import { whyWaiting } from "@/lib/why-waiting";
import type { LaneReader } from "./lane-reader";
import { frontOfLine, LINE_ORDER } from "./line";
import { type Database, Prisma } from "./prisma";
import { decodeCursor, encodeCursor, type Position } from "./task-cursor";
import { whereFilter } from "./task-filter";
import { attemptView, eventView, TASK_INCLUDE, taskView } from "./task-view";

/** Places in line are told exactly up to here; further back only that it is further back. */
const POSITIONS = 1_000;

/** A longer timeline shows its newest part. */
const TIMELINE_ENTRIES = 1_000;

export class TaskReader {
  constructor(
    private readonly db: Database,
    private readonly lane: Pick<LaneReader, "read">,
  ) {}

  async page(input: ListTasks): Promise<TaskPage> {
    const after = input.cursor === undefined ? null : decodeCursor(input.sort, input.cursor);
    const [ids, counts] = await Promise.all([
      this.idsAfter(input, input.sort, after, input.limit + 1),
      this.counts(),
    ]);
    const shown = ids.slice(0, input.limit);
    const items = await this.views(shown.map((row) => row.id));
    const last = shown.at(-1);
    return {
      items,
      nextCursor: ids.length > input.limit && last ? encodeCursor(input.sort, last) : null,
      counts,
    };
  }

  /** Ids of all tasks that match, oldest first, a page at a time. */
  async *matchingIds(filter: TaskFilter): AsyncGenerator<string[]> {
    let after: Position | null = null;
    for (;;) {
      const rows: Position[] = await this.idsAfter(filter, "createdAt", after, MAX_PAGE_SIZE);
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => row.id);
      after = last;
    }
  }

  /** The given tasks, oldest first; those that are not there are left out. */
  async sortByAge(ids: readonly string[]): Promise<string[]> {
    const rows = await this.db.$queryRaw<{ id: string }[]>`
      SELECT id FROM task WHERE id = ANY(${[...ids]}::uuid[]) AND deleted_at IS NULL ORDER BY created_at, id`;
    return rows.map((row) => row.id);
  }

  /** Views in the order of the ids; deleted and unknown ones are left out. */
  async views(ids: readonly string[]): Promise<TaskView[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.task.findMany({
      where: { id: { in: [...ids] }, deletedAt: null },
      include: TASK_INCLUDE,
    });
    const [positions, lane] = rows.some((row) => row.status === "PENDING")
      ? await Promise.all([this.positions(), this.lane.read()])
      : [new Map<string, number>(), null];
    const byId = new Map(
      rows.map((row) => {
        const view = taskView(row, positions.get(row.id) ?? null);
        return [row.id, lane === null ? view : { ...view, waiting: whyWaiting(view, lane) }];
      }),
    );
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async detail(id: string): Promise<TaskDetail | null> {
    const [view] = await this.views([id]);
    if (!view) return null;
    const [attempts, events] = await Promise.all([
      this.db.attempt.findMany({ where: { taskId: id }, orderBy: { number: "asc" } }),
      this.db.taskEvent.findMany({ where: { taskId: id }, orderBy: { id: "desc" }, take: TIMELINE_ENTRIES }),
    ]);
    return { ...view, attempts: attempts.map(attemptView), events: events.reverse().map(eventView) };
  }

  async counts(): Promise<StatusCounts> {
    const rows = await this.db.taskCount.findMany();
    const found = new Map(rows.map((row) => [row.status, Number(row.count)]));
    return Object.fromEntries(
      TASK_STATUSES.map((status) => [status, found.get(status) ?? 0]),
    ) as StatusCounts; // every status is there
  }

  /** Place in line of the waiting tasks at the front of each account; a task for any account has the best of its places. */
  private async positions(): Promise<Map<string, number>> {
    const rows = await this.db.$queryRaw<{ id: string; place: number }[]>`
      SELECT line.id, min(line.place)::int AS place FROM account a CROSS JOIN LATERAL (
        SELECT t.id, row_number() OVER (ORDER BY ${LINE_ORDER}) AS place FROM (${frontOfLine(POSITIONS)}) t) line
      WHERE a.removed_at IS NULL GROUP BY line.id`;
    return new Map(rows.map((row) => [row.id, row.place]));
  }

  private async idsAfter(
    filter: TaskFilter,
    sort: ListTasks["sort"],
    after: Position | null,
    limit: number,
  ): Promise<Position[]> {
    const descending = sort === "-createdAt";
    const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
    const where = whereFilter(filter);
    const keyset = after
      ? Prisma.sql`AND (t.created_at, t.id) ${descending ? Prisma.sql`<` : Prisma.sql`>`} (${after.createdAt}::timestamptz, ${after.id}::uuid)`
      : Prisma.empty;
    const select = (status: Prisma.Sql) => Prisma.sql`
      (SELECT t.id, t.created_at FROM task t WHERE ${where} ${status} ${keyset}
       ORDER BY t.created_at ${direction}, t.id ${direction} LIMIT ${limit})`;
    // One ordered stream per status, merged: each can use its own partial index.
    const streams = filter.status
      ? [...new Set(filter.status)].map((status) => select(Prisma.sql`AND t.status = ${literal(status)}`))
      : [select(Prisma.empty)];
    const rows = await this.db.$queryRaw<{ id: string; created_at: Date }[]>`
      SELECT id, created_at FROM (${Prisma.join(streams, " UNION ALL ")}) pages
      ORDER BY created_at ${direction}, id ${direction} LIMIT ${limit}`;
    return rows.map((row) => ({ id: row.id, createdAt: row.created_at.toISOString() }));
  }
}

/** A status as a literal, not a parameter: a generic plan could not choose the partial index. The type allows only known words. */
function literal(status: TaskStatus): Prisma.Sql {
  return Prisma.raw(`'${status}'`);
}
