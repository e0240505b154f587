/**
 * The one write that moves tasks between statuses. It repeats the precondition in the write itself, so of two racing
 * callers one changes no row; the timeline entry is appended in the same statement.
 */
import type { TaskReason } from "@/lib/task-reason";
import { isFinalized, sourcesOf, TASK_EVENTS, type TaskEvent, type TaskStatus } from "@/lib/task-status";
import { countOutcome } from "./breaker";
import { type Executor, Prisma } from "./prisma";

export interface Reason {
  readonly code: TaskReason;
  readonly message: string;
}

/** What an action did to one task. */
export interface Changed {
  readonly id: string;
  /** The status it had before. */
  readonly from: TaskStatus;
  /** What it has now. */
  readonly to: TaskStatus | "DELETED";
  /** The entry in its timeline. */
  readonly eventId: bigint;
}

interface TransitionRequest {
  readonly taskId: string;
  readonly event: TaskEvent;
  /** Who or what brought it about, for the timeline. */
  readonly actor: string;
  /** Used by `start`: see Asker. */
  readonly quotaOf?: string | null;
  /** The attempt whose news this is: nothing happens when the task has been started again since. */
  readonly attemptId?: string;
  readonly reason?: Reason;
  /** Used by `accepted` and `running`. */
  readonly remoteId?: string;
  /** Limit of the run in minutes; `running` sets the deadline anew from this moment. */
  readonly timeoutMinutes?: number;
}

type MoveRequest = Omit<TransitionRequest, "taskId">;

/** Column changes that belong to an event, beside status, reason and completion. */
function effectsOf(request: MoveRequest): Prisma.Sql {
  switch (request.event) {
    case "start":
    case "retried":
      return Prisma.sql`, queued_at = clock_timestamp(), started_at = NULL, timeout_at = NULL, remote_id = NULL,
        current_attempt_id = NULL,
        progress_percent = NULL, progress_node = NULL,
        ${
          request.event === "retried"
            ? Prisma.sql`auto_retries = t.auto_retries + 1`
            : Prisma.sql`auto_retries = 0, queued_by = ${request.quotaOf ?? null}`
        }`;
    case "accepted":
      return Prisma.sql`, remote_id = ${request.remoteId ?? null}`;
    case "running":
      return Prisma.sql`, remote_id = coalesce(${request.remoteId ?? null}, t.remote_id), started_at = clock_timestamp(),
        timeout_at = clock_timestamp() + ${request.timeoutMinutes ?? null}::float8 * interval '1 minute'`;
    case "succeeded":
    case "corrected":
      // A run so short that nobody saw it running was running no later than now.
      return Prisma.sql`, progress_percent = NULL, progress_node = NULL, started_at = coalesce(t.started_at, clock_timestamp())`;
    case "stop":
    // With the time it was put in line: it waits as if it had never been stopped.
    case "stopUndone":
    case "failed":
    case "timedOut":
    case "submitUnknown":
      return Prisma.empty;
  }
}

function onlyCurrent(attemptId: string | undefined): Prisma.Sql {
  return attemptId === undefined ? Prisma.empty : Prisma.sql`AND current_attempt_id = ${attemptId}::uuid`;
}

/** That a run succeeded after all is true of a task that was deleted meanwhile, too: whoever brings it back must see it. */
function unlessDeleted(event: TaskEvent): Prisma.Sql {
  return event === "corrected" ? Prisma.empty : Prisma.sql`AND deleted_at IS NULL`;
}

/** @returns the status the task had, or null when the event was not legal any more and nothing changed. */
export async function transition(db: Executor, request: TransitionRequest): Promise<TaskStatus | null> {
  const [moved] = await move(db, [request.taskId], request);
  if (moved === undefined) return null;
  if (await countOutcome(db, request)) {
    const { taskId, attemptId, reason } = request;
    await note(db, { taskId, attemptId, type: "breakerOpened", actor: "queue", code: reason?.code });
  }
  return moved.from;
}

/** What a person does to many tasks at once. @returns those for which the event was legal; the others did not change. */
export function transitionAll(
  db: Executor,
  request: Pick<TransitionRequest, "event" | "actor" | "quotaOf" | "reason"> & {
    readonly taskIds: readonly string[];
  },
): Promise<Changed[]> {
  return move(db, request.taskIds, request);
}

/** Rows are locked by id, so that two of these never wait for each other in a circle. */
async function move(db: Executor, taskIds: readonly string[], request: MoveRequest): Promise<Changed[]> {
  const { to } = TASK_EVENTS[request.event];
  return db.$queryRaw<Changed[]>`
    WITH old AS (
      SELECT id, status FROM task WHERE id = ANY(${[...taskIds]}::uuid[]) ${unlessDeleted(request.event)} ${onlyCurrent(request.attemptId)}
      ORDER BY id FOR UPDATE
    ), moved AS (
      UPDATE task t SET
        status = ${to}, reason_code = ${request.reason?.code ?? null}, reason_message = ${request.reason?.message ?? null},
        completed_at = ${isFinalized(to) ? Prisma.sql`clock_timestamp()` : Prisma.sql`NULL`},
        updated_at = clock_timestamp() ${effectsOf(request)}
      FROM old WHERE t.id = old.id AND old.status = ANY(${[...sourcesOf(request.event)]})
      RETURNING t.id, old.status AS from_status
    ), told AS (
      INSERT INTO task_event (task_id, attempt_id, type, from_status, to_status, code, message, actor)
      SELECT id, ${request.attemptId ?? null}::uuid, ${request.event}, from_status, ${to},
        ${request.reason?.code ?? null}, ${request.reason?.message ?? null}, ${request.actor}
      FROM moved RETURNING id, task_id, from_status
    )
    SELECT task_id AS id, from_status AS "from", ${to} AS "to", id AS "eventId" FROM told`;
}

interface NoteRequest {
  readonly taskId: string;
  readonly attemptId?: string;
  readonly type: string;
  readonly actor: string;
  readonly code?: string;
  readonly message?: string;
  readonly data?: Record<string, unknown>;
}

/** Appends to the timeline something that moved no status. */
export async function note(db: Executor, request: NoteRequest): Promise<void> {
  await db.$executeRaw`
    INSERT INTO task_event (task_id, attempt_id, type, code, message, actor, data)
    VALUES (${request.taskId}::uuid, ${request.attemptId ?? null}::uuid, ${request.type}, ${request.code ?? null},
      ${request.message ?? null}, ${request.actor}, ${request.data ? JSON.stringify(request.data) : null}::jsonb)`;
}
