/** Reads of tasks, shaped as every door returns them. */
import { MAX_PAGE_SIZE } from "@/lib/task-limits";
import {
  type ListTasks,
  MAX_COUNTED,
  type MatchCount,
  type StatusCounts,
  type TaskDetail,
  type TaskFilter,
  type TaskListPage,
  type TaskSort,
  type TaskStatusView,
  type TaskView,
} from "@/lib/task-schemas";
import { TASK_STATUSES } from "@/lib/task-status";
import { whyWaiting } from "@/lib/why-waiting";
import { joinedRead } from "./joined-read";
import type { LaneReader } from "./lane-reader";
import { frontOfLine, LINE_ORDER } from "./line";
import type { Database } from "./prisma";
import { type Cursor, decodeCursor, encodeCursor, type Position } from "./task-cursor";
import { TaskPositions } from "./task-positions";
import {
  ATTEMPT_INCLUDE,
  attemptView,
  eventView,
  STATUS_SELECT,
  statusView,
  TASK_INCLUDE,
  taskView,
} from "./task-view";

/** Places in line are told exactly up to here; further back only that it is further back. */
const POSITIONS = 1_000;

/** A longer timeline shows its newest part. */
const TIMELINE_ENTRIES = 1_000;

export class TaskReader {
  private readonly tasks: TaskPositions;
  private readonly joinedCounts = joinedRead(() => this.countsNow());

  constructor(
    private readonly db: Database,
    private readonly lane: Pick<LaneReader, "read">,
  ) {
    this.tasks = new TaskPositions(db);
  }

  /** A page of the list; a page emptied meanwhile still leads back. @throws AppError INVALID_INPUT for a cursor of another list */
  async page(input: ListTasks): Promise<TaskListPage> {
    const cursor = input.cursor === undefined ? null : decodeCursor(input.sort, input.cursor);
    const [{ shown, previous, next }, counts] = await Promise.all([this.slice(input, cursor), this.counts()]);
    const encoded = (to: Cursor | null) => to && encodeCursor(input.sort, to);
    return {
      items: await this.views(shown.map(({ id }) => id)),
      previousCursor: encoded(previous),
      nextCursor: encoded(next),
      counts,
    };
  }

  /**
   * Ids of all tasks that match, oldest first unless told otherwise, a page at a time. By creation, a task that matches
   * throughout comes exactly once, whatever changes between the pages; by completion, one that ends meanwhile moves.
   */
  async *matchingIds(filter: TaskFilter, sort: TaskSort = "createdAt"): AsyncGenerator<string[]> {
    let cursor: Cursor | null = null;
    for (;;) {
      const rows: Position[] = await this.tasks.read({
        filter,
        sort,
        cursor,
        limit: MAX_PAGE_SIZE,
      });
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => row.id);
      cursor = { reads: "after", position: last };
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
    const waiting = rows.filter((row) => row.status === "PENDING").map((row) => row.id);
    const [positions, lane] =
      waiting.length > 0
        ? await Promise.all([this.positions(waiting), this.lane.read()])
        : [new Map<string, number>(), null];
    const byId = new Map(
      rows.map((row) => {
        const view = taskView(row, positions.get(row.id) ?? null);
        return [row.id, lane === null ? view : { ...view, waiting: whyWaiting(view, lane) }];
      }),
    );
    return ids.flatMap((id) => byId.get(id.toLowerCase()) ?? []);
  }

  /** What programs ask for again and again until a task is done; without what it was made of. */
  async status(id: string): Promise<TaskStatusView | null> {
    const row = await this.db.task.findUnique({ where: { id, deletedAt: null }, select: STATUS_SELECT });
    if (!row) return null;
    const places = row.status === "PENDING" ? await this.positions([id]) : null;
    return statusView(row, places?.get(row.id) ?? null);
  }

  async detail(id: string): Promise<TaskDetail | null> {
    const [[view], attempts, events] = await Promise.all([
      this.views([id]),
      this.db.attempt.findMany({
        where: { taskId: id },
        orderBy: { number: "asc" },
        include: ATTEMPT_INCLUDE,
      }),
      this.db.taskEvent.findMany({ where: { taskId: id }, orderBy: { id: "desc" }, take: TIMELINE_ENTRIES }),
    ]);
    if (!view) return null;
    return { ...view, attempts: attempts.map(attemptView), events: events.reverse().map(eventView) };
  }

  counts(): Promise<StatusCounts> {
    return this.joinedCounts();
  }

  /** How many tasks match: exact up to MAX_COUNTED, and of status alone however many there are. */
  async countMatching(filter: TaskFilter): Promise<MatchCount> {
    const { status, ...narrower } = filter;
    if (Object.values(narrower).every((wish) => wish === undefined || wish === "")) {
      const counts = await this.counts();
      const count = [...new Set(status ?? TASK_STATUSES)].reduce((sum, one) => sum + counts[one], 0);
      return { count, capped: false };
    }
    const count = await this.tasks.count(filter, MAX_COUNTED + 1);
    return { count: Math.min(count, MAX_COUNTED), capped: count > MAX_COUNTED };
  }

  private async countsNow(): Promise<StatusCounts> {
    const rows = await this.db.taskCount.findMany();
    const found = new Map(rows.map((row) => [row.status, Number(row.count)]));
    return Object.fromEntries(
      TASK_STATUSES.map((status) => [status, found.get(status) ?? 0]),
    ) as StatusCounts; // every status is there
  }

  /** Places in line of those that are at the front of an account's; a task for any account has the best of its places. */
  private async positions(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.db.$queryRaw<{ id: string; place: number }[]>`
      SELECT line.id, min(line.place)::int AS place FROM account a CROSS JOIN LATERAL (
        SELECT t.id, row_number() OVER (ORDER BY ${LINE_ORDER}) AS place FROM (${frontOfLine(POSITIONS)}) t) line
      WHERE a.removed_at IS NULL AND line.id = ANY(${[...ids]}::uuid[]) GROUP BY line.id`;
    return new Map(rows.map((row) => [row.id, row.place]));
  }

  /** What a page shows, and what lies on both sides of it. */
  private async slice(
    { limit, sort, ...filter }: ListTasks,
    cursor: Cursor | null,
  ): Promise<{ shown: Position[]; previous: Cursor | null; next: Cursor | null }> {
    const rows = await this.tasks.read({ filter, sort, cursor, limit: limit + 1 });
    const more = rows.length > limit;
    const backwards = cursor !== null && cursor.reads !== "after";
    // Backwards to the beginning: the first page, and it is full.
    if (backwards && !more) return this.slice({ limit, sort, ...filter }, null);
    const shown = backwards ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
    const [first, last] = [shown[0], shown.at(-1)];
    if (!first || !last) return { shown, previous: cursor && { ...cursor, reads: "upTo" }, next: null };
    return {
      shown,
      previous: cursor && { reads: "before", position: first },
      next: more ? { reads: "after", position: last } : null,
    };
  }
}
