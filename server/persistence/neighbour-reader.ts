/** What stands beside a task in a list, by keyset: as quick at its end as at its beginning. */
import type { FindNeighbours, Neighbours } from "@/lib/neighbour-schema";
import { isFinalized, type TaskStatus } from "@/lib/task-status";
import type { Database } from "./prisma";
import type { Cursor, Position } from "./task-cursor";
import { TaskPositions } from "./task-positions";

type Order = Pick<FindNeighbours, "filter" | "sort">;

export class NeighbourReader {
  private readonly tasks: TaskPositions;

  constructor(private readonly db: Database) {
    this.tasks = new TaskPositions(db);
  }

  /** The task itself need not match the filter (any more): it is its place that counts. Null when it is not there. */
  async find({ id, ...order }: FindNeighbours): Promise<Neighbours | null> {
    const task = await this.db.task.findFirst({
      where: { id, deletedAt: null },
      select: { status: true, createdAt: true, completedAt: true },
    });
    if (!task) return null;
    const status = task.status as TaskStatus; // checked by the database
    const byCompletion = order.sort.endsWith("completedAt");
    const ended = byCompletion && isFinalized(status) ? task.completedAt : null;
    const position: Position = {
      id,
      part: byCompletion && ended === null ? 1 : 0,
      at: (ended ?? task.createdAt).toISOString(),
    };
    const [previous, next] = await Promise.all([
      this.nearest(order, { reads: "before", position }),
      this.nearest(order, { reads: "after", position }),
    ]);
    return { previous, next };
  }

  private async nearest({ filter, sort }: Order, cursor: Cursor): Promise<string | null> {
    const [row] = await this.tasks.read({ filter, sort, cursor, limit: 1 });
    return row?.id ?? null;
  }
}
