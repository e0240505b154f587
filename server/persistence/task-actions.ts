/**
 * What people do to tasks, as SQL over any number of them; one task is a set of one, so a bulk operation cannot behave
 * differently from a button. Each reports the tasks it changed; a task whose status did not allow it is not among them.
 */
import type { Asker } from "@/lib/actor";
import { sourcesOf } from "@/lib/task-status";
import type { Executor } from "./prisma";
import { type Changed, transitionAll } from "./task-transition";

export function startTasks(db: Executor, taskIds: readonly string[], by: Asker): Promise<Changed[]> {
  return transitionAll(db, { taskIds, event: "start", actor: by.name, quotaOf: by.quotaOf });
}

/** Call in a transaction: it also asks for the cancel of what runs on RunningHub. */
export async function stopTasks(tx: Executor, taskIds: readonly string[], actor: string): Promise<Changed[]> {
  const stopped = await transitionAll(tx, {
    taskIds,
    event: "stop",
    actor,
    reason: { code: "STOPPED_BY_PERSON", message: `Stopped by ${actor}` },
  });
  if (stopped.length === 0) return stopped;
  await tx.$executeRaw`
    UPDATE attempt SET cancel_request_at = clock_timestamp(),
      next_poll_at = CASE WHEN state = 'ACCEPTED' THEN clock_timestamp() ELSE next_poll_at END
    WHERE task_id = ANY(${stopped.map(({ id }) => id)}::uuid[])
      AND ended_at IS NULL AND cancel_request_at IS NULL AND state <> 'REJECTED'`;
  return stopped;
}

/**
 * Call in a transaction: what waits or runs is stopped first. `from` is the status before that. Of what only waited the
 * timeline keeps that it did, so that bringing it back puts it in line again.
 */
export async function deleteTasks(
  tx: Executor,
  taskIds: readonly string[],
  actor: string,
): Promise<Changed[]> {
  const stopped = await stopTasks(tx, taskIds, actor);
  const before = new Map(stopped.map(({ id, from }) => [id, from]));
  const gone = await hide(tx, taskIds, actor);
  const waited = gone.filter(({ id }) => before.get(id) === "PENDING").map(({ eventId }) => eventId);
  await tx.$executeRaw`
    UPDATE task_event e SET data = '{"inLine": true}' WHERE e.id = ANY(${waited}::bigint[])
      AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.task_id = e.task_id AND a.released_at IS NULL)`;
  return gone.map((changed) => ({ ...changed, from: before.get(changed.id) ?? changed.from }));
}

/** The common case in one round trip, so that a thousand go quickly: nothing runs, so there is nothing to stop. */
export function deleteResting(db: Executor, taskIds: readonly string[], actor: string): Promise<Changed[]> {
  return hide(db, taskIds, actor, sourcesOf("stop"));
}

function hide(
  db: Executor,
  taskIds: readonly string[],
  actor: string,
  except: readonly string[] = [],
): Promise<Changed[]> {
  return db.$queryRaw<Changed[]>`
    WITH gone AS (
      UPDATE task SET deleted_at = clock_timestamp(), updated_at = clock_timestamp()
      WHERE id = ANY(${[...taskIds]}::uuid[]) AND deleted_at IS NULL AND status <> ALL(${[...except]}) RETURNING id, status
    ), told AS (
      INSERT INTO task_event (task_id, type, actor) SELECT id, 'deleted', ${actor} FROM gone RETURNING id, task_id
    )
    SELECT gone.id, gone.status AS "from", 'DELETED' AS "to", told.id AS "eventId" FROM gone JOIN told ON told.task_id = gone.id`;
}

/** Call in a transaction: brings deleted tasks back, and those that only waited back into line, at the place they had. */
export async function restoreTasks(
  tx: Executor,
  taskIds: readonly string[],
  actor: string,
): Promise<Changed[]> {
  const back = await tx.$queryRaw<(Changed & { inLine: boolean })[]>`
    WITH back AS (
      UPDATE task SET deleted_at = NULL, updated_at = clock_timestamp()
      WHERE id = ANY(${[...taskIds]}::uuid[]) AND deleted_at IS NOT NULL RETURNING id, status
    ), told AS (
      INSERT INTO task_event (task_id, type, actor) SELECT id, 'restored', ${actor} FROM back RETURNING id, task_id
    )
    SELECT back.id, back.status AS "from", back.status AS "to", told.id AS "eventId", coalesce((
      SELECT e.data ->> 'inLine' = 'true' FROM task_event e
      WHERE e.task_id = back.id AND e.type = 'deleted' ORDER BY e.id DESC LIMIT 1), false) AS "inLine"
    FROM back JOIN told ON told.task_id = back.id`;
  const waited = back.filter(({ inLine }) => inLine).map(({ id }) => id);
  const again = new Map((await unstopTasks(tx, waited, actor)).map((changed) => [changed.id, changed]));
  return back.map(({ inLine: _, ...changed }) => again.get(changed.id) ?? changed);
}

/** Undoes a stop: the task waits again, at the place it had. */
export function unstopTasks(db: Executor, taskIds: readonly string[], actor: string): Promise<Changed[]> {
  return transitionAll(db, { taskIds, event: "stopUndone", actor });
}
