/**
 * The work of an operation, a chunk at a time: the tasks change and their outcomes are written in one transaction, so
 * that a process which dies half way loses nothing and repeats nothing. Only the process that decides works, fenced by
 * its lease. Locks are taken in the order operation, lease, task, attempt.
 */
import type { OperationAction, OperationRefusal } from "@/lib/operation-schemas";
import { sourcesOf, type TaskStatus } from "@/lib/task-status";
import { type StoredTarget, takeTurnOf } from "./bulk-operation-repository";
import { hint } from "./hint";
import { fence, type Lease } from "./lease-fence";
import { lockedLineRoom } from "./line-room";
import type { Database, Executor } from "./prisma";
import { deleteTasks, restoreTasks, startTasks, stopTasks, unstopTasks } from "./task-actions";
import type { Changed } from "./task-transition";

interface Operation {
  readonly id: string;
  readonly action: OperationAction;
  readonly actor: string;
  readonly quotaOf: string | null;
  readonly target: StoredTarget;
  readonly done: number;
}

/** A task whose turn has come, as it is under its lock. */
interface Turn {
  readonly position: number;
  readonly taskId: string;
  /** Null when there is no such task. */
  readonly status: TaskStatus | null;
  readonly deleted: boolean;
  /** It has no run that holds a slot. */
  readonly free: boolean;
  /** Undo: the change can be taken back. */
  readonly undoable: boolean;
  /** Undo: a person has done something with it since. */
  readonly touched: boolean;
}

/** Whoever appends to a timeline and is no person. */
const MACHINES = ["queue", "runninghub"];

export class BulkOperationWork {
  constructor(private readonly db: Database) {}

  /** Operations with something left to do, the oldest first. */
  async open(): Promise<{ id: string; settled: boolean }[]> {
    return this.db.$queryRaw<{ id: string; settled: boolean }[]>`
      SELECT id, total IS NOT NULL AS settled FROM bulk_operation WHERE finished_at IS NULL ORDER BY created_at`;
  }

  /**
   * Does the next tasks of a settled operation, at most so many.
   * @returns whether any are left: false also when it has ended otherwise, "busy" when somebody else holds one of them.
   * @throws LeaseLost
   */
  async advance(lease: Lease, id: string, limit: number): Promise<boolean | "busy"> {
    return this.advanceIn(lease, id, limit).catch((error: unknown) => {
      if (isLockTimeout(error)) return "busy";
      throw error;
    });
  }

  private async advanceIn(lease: Lease, id: string, limit: number): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      // The lease is held meanwhile, and other operations wait for their turn.
      await tx.$executeRaw`SET LOCAL lock_timeout = '1s'`;
      const operation = await lockOperation(tx, id);
      if (operation === null) return false;
      await fence(tx, lease);
      const turns = await takeTurns(tx, operation, limit);
      const changed = await act(tx, operation, turns);
      return this.record(tx, operation, turns, changed, null);
    });
  }

  /** How many tasks of an operation under way have had their turn; null when it has ended. */
  async doneOf(id: string): Promise<number | null> {
    const rows = await this.db.$queryRaw<{ done: number }[]>`
      SELECT done FROM bulk_operation WHERE id = ${id}::uuid AND finished_at IS NULL`;
    return rows[0]?.done ?? null;
  }

  /**
   * Passes over the task at this position, which alone makes the work fail: unless it has been done after all, and only
   * the answer was lost. @returns whether any are left. @throws LeaseLost
   */
  async giveUp(lease: Lease, id: string, position: number): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      const operation = await lockOperation(tx, id);
      if (operation === null) return false;
      await fence(tx, lease);
      if (operation.done !== position) return true;
      const [next] = await tx.$queryRaw<{ taskId: string }[]>`
        SELECT task_id AS "taskId" FROM bulk_operation_item WHERE operation_id = ${id}::uuid AND position = ${operation.done}`;
      const turn = { position: operation.done, status: null, deleted: false, free: true, undoable: false };
      const turns = next === undefined ? [] : [{ ...turn, ...next, touched: false }];
      return this.record(tx, operation, turns, [], "INTERNAL");
    });
  }

  private async record(
    tx: Executor,
    operation: Operation,
    turns: readonly Turn[],
    changed: readonly Changed[],
    failure: OperationRefusal | null,
  ): Promise<boolean> {
    const changes = new Map(changed.map((change) => [change.id, change]));
    const rows = turns.map((turn) => outcomeOf(operation, turn, changes.get(turn.taskId), failure));
    await tx.$executeRaw`
      UPDATE bulk_operation_item i SET outcome = r.outcome, code = r.code, status_before = r.status_before, status_after = r.status_after,
        event_id = r.event_id, undoable = r.undoable
      FROM json_populate_recordset(NULL::bulk_operation_item, ${JSON.stringify(rows)}::json) r
      WHERE i.operation_id = ${operation.id}::uuid AND i.position = r.position`;
    const undoable = rows.filter((row) => row.undoable).length;
    const left = await tx.$queryRaw<{ left: boolean }[]>`
      UPDATE bulk_operation SET done = done + ${turns.length}, succeeded = succeeded + ${changed.length},
        undoable = undoable + ${undoable},
        finished_at = CASE WHEN done + ${turns.length} >= total THEN clock_timestamp() END
      WHERE id = ${operation.id}::uuid RETURNING finished_at IS NULL AS left`;
    const more = left[0]?.left ?? false;
    if (!more) await hint(tx);
    return more;
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && error.message.includes("lock timeout");
}

async function lockOperation(tx: Executor, id: string): Promise<Operation | null> {
  await takeTurnOf(tx, id);
  const rows = await tx.$queryRaw<Operation[]>`
    SELECT id, action, actor, queued_by AS "quotaOf", target, done FROM bulk_operation
    WHERE id = ${id}::uuid AND total IS NOT NULL AND finished_at IS NULL FOR UPDATE`;
  return rows[0] ?? null;
}

async function takeTurns(tx: Executor, { id, done }: Operation, limit: number): Promise<Turn[]> {
  // First the locks, then a new statement: what was committed while this waited is seen.
  await tx.$queryRaw`
    SELECT 1 FROM task WHERE id IN (
      SELECT task_id FROM bulk_operation_item
      WHERE operation_id = ${id}::uuid AND position >= ${done}::int AND position < ${done + limit}::int)
    ORDER BY id FOR UPDATE`;
  return tx.$queryRaw<Turn[]>`
    SELECT i.position, i.task_id AS "taskId", t.status, t.deleted_at IS NOT NULL AS deleted, i.undoable,
      NOT EXISTS (SELECT 1 FROM attempt a WHERE a.task_id = t.id AND a.released_at IS NULL) AS free,
      EXISTS (SELECT 1 FROM task_event e
        WHERE e.task_id = t.id AND e.id > i.event_id AND e.actor <> ALL(${MACHINES})) AS touched
    FROM bulk_operation_item i LEFT JOIN task t ON t.id = i.task_id
    WHERE i.operation_id = ${id}::uuid AND i.position >= ${done}::int AND i.position < ${done + limit}::int
    ORDER BY i.position`;
}

async function act(tx: Executor, operation: Operation, turns: readonly Turn[]): Promise<Changed[]> {
  const { action, actor, quotaOf, target } = operation;
  const ids = turns.map(({ taskId }) => taskId);
  switch (action) {
    case "start": {
      const startable = turns.filter(mayStart).map(({ taskId }) => taskId);
      const room = await lockedLineRoom(tx, quotaOf);
      const fitting = room === null ? startable : startable.slice(0, Math.max(0, room.free));
      return startTasks(tx, fitting, { name: actor, quotaOf });
    }
    case "stop":
      return stopTasks(tx, ids, actor);
    case "delete":
      return deleteTasks(tx, ids, actor);
    case "undo": {
      const mine = turns.filter((turn) => turn.undoable && !turn.touched).map(({ taskId }) => taskId);
      const undo = "undo" in target && target.of === "delete" ? restoreTasks : unstopTasks;
      return undo(tx, mine, actor);
    }
  }
}

function mayStart({ status, deleted }: Turn): boolean {
  return status !== null && !deleted && sourcesOf("start").includes(status);
}

/** A row of bulk_operation_item. */
function outcomeOf(
  { action }: Operation,
  turn: Turn,
  change: Changed | undefined,
  failure: OperationRefusal | null,
) {
  const base = {
    position: turn.position,
    status_before: change?.from ?? turn.status,
    status_after: change?.to ?? turn.status,
  };
  if (change === undefined)
    return {
      ...base,
      outcome: "REFUSED",
      code: failure ?? refusalOf(action, turn),
      event_id: null,
      undoable: false,
    };
  // What was on RunningHub, or about to be sent there, was cancelled and cannot go on where it was.
  const wasInLine = change.from === "PENDING" && turn.free;
  const undoable = action === "delete" || (action === "stop" && wasInLine);
  return { ...base, outcome: "DONE", code: null, event_id: String(change.eventId), undoable };
}

function refusalOf(action: OperationAction, turn: Turn): OperationRefusal {
  if (turn.status === null) return "TASK_NOT_FOUND";
  // It is locked: nothing but the limits of the line kept it from being started.
  if (action === "start" && mayStart(turn)) return "TOO_MANY_WAITING";
  if (action !== "undo") return turn.deleted ? "TASK_NOT_FOUND" : "INVALID_TRANSITION";
  if (!turn.undoable) return "WAS_ON_RUNNINGHUB";
  return "CHANGED_SINCE";
}
