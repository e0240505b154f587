/** What happened out there: which attempts are due for a look, and what a look at RunningHub found. */
import { uuidv7 } from "uuidv7";
import type { AttemptState, RemoteState } from "@/lib/attempt-state";
import { lockTaskOf, retryIfTransient } from "./attempt-repository";
import { fence, type Lease } from "./lease-fence";
import { type Database, type Executor, Prisma } from "./prisma";
import { note, type Reason, transition } from "./task-transition";

/** An attempt due for a look, with what the decision about it needs. Ages are seconds by the database's clock. */
export interface WatchedAttempt {
  readonly id: string;
  readonly taskId: string;
  readonly accountId: string;
  readonly state: AttemptState;
  readonly remoteId: string | null;
  readonly remoteState: RemoteState | null;
  readonly workflowId: string;
  readonly ageSeconds: number;
  readonly runningSeconds: number | null;
  readonly endedSeconds: number | null;
  readonly quietSeconds: number;
  /** Its sender lived to see how the create call ended. */
  readonly replied: boolean;
  /** It asked for a webhook, and that of the run that ended last has come. */
  readonly webhooksArrive: boolean;
  readonly pollFailures: number;
  readonly emptyAnswers: number;
  readonly cancelRequested: boolean;
  readonly cancelSentSeconds: number | null;
  readonly timeoutMinutes: number | null;
  readonly released: boolean;
}

/** How long the last runs of a workflow took: a tenth was faster than `early`, half than `usual`, a tenth slower than `late`. */
export interface RunTimes {
  readonly earlySeconds: number;
  readonly usualSeconds: number;
  readonly lateSeconds: number;
}

export interface Cost {
  readonly coins: string | null;
  readonly money: string | null;
  readonly seconds: string | null;
}

export interface NewOutput {
  readonly url: string | null;
  readonly fileType: string;
  readonly nodeId: string | null;
  readonly text: string | null;
}

interface Ending {
  readonly remoteState: RemoteState;
  readonly cost: Cost | null;
  readonly reason: Reason | null;
  readonly outputs: readonly NewOutput[];
  /** How often a transient failure may put the task back in line by itself. */
  readonly maxRetries: number;
  /** Look again after so many seconds (a reported failure may still turn into a success); null = settled. */
  readonly lookAgainSeconds: number | null;
}

const RUNNINGHUB = "runninghub";
const QUEUE = "queue";

export class WatchRepository {
  constructor(private readonly db: Database) {}

  async due(limit: number): Promise<WatchedAttempt[]> {
    return this.db.$queryRaw<WatchedAttempt[]>`
      SELECT a.id, a.task_id AS "taskId", a.account_id AS "accountId", a.state, a.remote_id AS "remoteId",
        a.remote_state AS "remoteState", t.workflow_id AS "workflowId",
        ${seconds(Prisma.sql`a.sent_at`)} AS "ageSeconds", ${seconds(Prisma.sql`a.running_at`)} AS "runningSeconds",
        ${seconds(Prisma.sql`a.ended_at`)} AS "endedSeconds",
        ${seconds(Prisma.sql`greatest(a.answered_at, a.alive_at)`)} AS "quietSeconds",
        coalesce(a.reply, 'null') <> 'null'::jsonb AS replied,
        a.webhook_asked AND coalesce((SELECT last.webhook_at IS NOT NULL FROM attempt last
          WHERE last.webhook_asked AND last.ended_at IS NOT NULL ORDER BY last.ended_at DESC LIMIT 1), false) AS "webhooksArrive",
        a.poll_failures AS "pollFailures", a.empty_answers AS "emptyAnswers",
        a.cancel_request_at IS NOT NULL AS "cancelRequested", ${seconds(Prisma.sql`a.cancel_sent_at`)} AS "cancelSentSeconds",
        t.timeout_minutes AS "timeoutMinutes", a.released_at IS NOT NULL AS released
      FROM attempt a JOIN task t ON t.id = a.task_id
      WHERE a.next_poll_at <= clock_timestamp() ORDER BY a.next_poll_at, a.id LIMIT ${limit}`;
  }

  /** Sets when to look again, and counts what the look was about. */
  async postpone(
    attemptId: string,
    delaySeconds: number,
    seen: { failed?: boolean; empty?: boolean; alive?: boolean } = {},
  ): Promise<void> {
    await this.db.$executeRaw`
      UPDATE attempt SET next_poll_at = clock_timestamp() + ${delaySeconds}::float8 * interval '1 second',
        polled_at = clock_timestamp(),
        poll_failures = ${seen.failed ? Prisma.sql`poll_failures + 1` : Prisma.sql`0`},
        empty_answers = ${seen.empty ? Prisma.sql`empty_answers + 1` : Prisma.sql`0`},
        alive_at = ${seen.alive ? Prisma.sql`clock_timestamp()` : Prisma.sql`alive_at`}
      WHERE id = ${attemptId}::uuid AND next_poll_at IS NOT NULL`;
  }

  /** Shown live while it runs; no timeline entry, only a hint to whoever watches. */
  async progress(attemptId: string, progress: { percent: number; node: string | null }): Promise<void> {
    await this.db.$executeRaw`
      WITH moved AS (
        UPDATE task SET progress_percent = ${progress.percent}, progress_node = ${progress.node}
        WHERE current_attempt_id = ${attemptId}::uuid AND status = 'RUNNING' AND deleted_at IS NULL RETURNING id
      )
      SELECT pg_notify('hubqueue_progress', id::text) FROM moved`;
  }

  async lookNow(attemptId: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE attempt SET next_poll_at = clock_timestamp() WHERE id = ${attemptId}::uuid AND next_poll_at IS NOT NULL`;
  }

  /** Nodes of the graph the task runs, when we know the graph. */
  async nodeCount(taskId: string): Promise<number | null> {
    const rows = await this.db.$queryRaw<{ n: number | null }[]>`
      SELECT v.node_count AS n FROM task t JOIN workflow_version v ON v.id = t.workflow_version_id WHERE t.id = ${taskId}::uuid`;
    return rows[0]?.n ?? null;
  }

  /**
   * Has the run cancelled at its next look, which is due now, unless its task still waits for it: then the task's own
   * deadline counts. @returns whether it will be
   */
  async cancelUnawaited(attemptId: string): Promise<boolean> {
    const asked = await this.db.$executeRaw`
      UPDATE attempt SET cancel_request_at = coalesce(cancel_request_at, clock_timestamp()), next_poll_at = clock_timestamp()
      WHERE id = ${attemptId}::uuid AND ended_at IS NULL AND next_poll_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM task t WHERE t.id = attempt.task_id AND t.current_attempt_id = attempt.id
          AND t.status IN ('PENDING', 'QUEUED', 'RUNNING'))`;
    return asked === 1;
  }

  async cancelSent(attemptId: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE attempt SET cancel_sent_at = clock_timestamp(), cancel_tries = cancel_tries + 1 WHERE id = ${attemptId}::uuid`;
  }

  /** RunningHub runs it: the deadline starts anew from the first time this is seen. */
  async running(attempt: WatchedAttempt, timeoutMinutes: number): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await lockTaskOf(tx, attempt.id);
      const first = await tx.$executeRaw`
        UPDATE attempt SET remote_state = 'RUNNING', running_at = clock_timestamp()
        WHERE id = ${attempt.id}::uuid AND running_at IS NULL AND ended_at IS NULL`;
      if (first === 0) return;
      await transition(tx, {
        taskId: attempt.taskId,
        attemptId: attempt.id,
        event: "running",
        actor: RUNNINGHUB,
        remoteId: attempt.remoteId ?? undefined,
        timeoutMinutes,
      });
    });
  }

  /**
   * RunningHub is done with the run: frees the slot, keeps cost and outputs, and moves the task if it still waits for
   * this attempt. A stopped or timed-out task keeps its status and gets the outputs all the same.
   */
  async ended(attempt: WatchedAttempt, ending: Ending): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await lockTaskOf(tx, attempt.id);
      await tx.$executeRaw`
        UPDATE attempt SET remote_state = ${ending.remoteState}, ended_at = coalesce(ended_at, clock_timestamp()),
          released_at = coalesce(released_at, clock_timestamp()), polled_at = clock_timestamp(), poll_failures = 0,
          next_poll_at = clock_timestamp() + ${ending.lookAgainSeconds}::float8 * interval '1 second',
          coins = coalesce(${ending.cost?.coins ?? null}::numeric, coins),
          money = coalesce(${ending.cost?.money ?? null}::numeric, money),
          seconds = coalesce(${ending.cost?.seconds ?? null}::numeric, seconds),
          outcome_code = ${ending.reason?.code ?? null}, outcome_message = ${ending.reason?.message ?? null}
        WHERE id = ${attempt.id}::uuid`;
      await addOutputs(tx, attempt, ending.outputs);
      await tx.$executeRaw`
        UPDATE task SET (coins, money, seconds) =
          (SELECT sum(a.coins), sum(a.money), sum(a.seconds) FROM attempt a WHERE a.task_id = task.id)
        WHERE id = ${attempt.taskId}::uuid`;
      const moved = await settle(tx, attempt, ending);
      if (!moved && !attempt.released) {
        await note(tx, {
          taskId: attempt.taskId,
          attemptId: attempt.id,
          type: "slotReleased",
          actor: RUNNINGHUB,
          code: ending.remoteState,
        });
      }
    });
  }

  /** The run is over but its outputs are not listed yet: the slot is free, the task waits for them. */
  async releaseFinished(attemptId: string): Promise<void> {
    await this.db.$executeRaw`
      UPDATE attempt SET remote_state = 'SUCCESS', ended_at = coalesce(ended_at, clock_timestamp()),
        released_at = coalesce(released_at, clock_timestamp())
      WHERE id = ${attemptId}::uuid`;
  }

  /** Fails every task whose deadline has passed, by the database's clock, and asks for the cancel of its run. */
  async timeOut(lease: Lease, limit: number): Promise<number> {
    const due = await this.db.$queryRaw<{ id: string }[]>`
      SELECT id FROM task WHERE status IN ('PENDING', 'QUEUED', 'RUNNING') AND timeout_at <= clock_timestamp() AND deleted_at IS NULL
      ORDER BY timeout_at, id LIMIT ${limit}`;
    let failed = 0;
    for (const { id } of due) {
      if (await this.timeOutOne(lease, id)) failed += 1;
    }
    return failed;
  }

  private async timeOutOne(lease: Lease, taskId: string): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      await fence(tx, lease);
      const overdue = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM task WHERE id = ${taskId}::uuid AND timeout_at <= clock_timestamp() FOR UPDATE`;
      if (overdue.length === 0) return false;
      const from = await transition(tx, {
        taskId,
        event: "timedOut",
        actor: QUEUE,
        reason: {
          code: "TASK_TIMEOUT",
          message: "The run did not finish within its time limit; it is being cancelled on RunningHub",
        },
      });
      if (from === null) return false;
      await tx.$executeRaw`
        UPDATE attempt SET cancel_request_at = coalesce(cancel_request_at, clock_timestamp()),
          next_poll_at = CASE WHEN state = 'ACCEPTED' THEN clock_timestamp() ELSE next_poll_at END
        WHERE task_id = ${taskId}::uuid AND ended_at IS NULL AND state <> 'REJECTED'`;
      return true;
    });
  }

  /** How long the workflow's last runs took, or null without history. */
  async runTimes(workflowId: string): Promise<RunTimes | null> {
    const rows = await this.db.$queryRaw<{ times: [number, number, number] | null }[]>`
      SELECT percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY seconds) AS times
      FROM (${lastRuns(Prisma.sql`${workflowId}`)}) runs`;
    const times = rows[0]?.times;
    if (!times) return null;
    const [earlySeconds, usualSeconds, lateSeconds] = times;
    return { earlySeconds, usualSeconds, lateSeconds };
  }
}

/** The run times of a workflow's last successes, in seconds. The tasks are picked first, so that it stays a handful of rows. */
function lastRuns(workflowId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT extract(epoch FROM past.ended_at - past.running_at)::float8 AS seconds
    FROM (
      SELECT success.id FROM task success
      WHERE success.workflow_id = ${workflowId} AND success.status = 'SUCCESS' AND success.deleted_at IS NULL
      ORDER BY success.created_at DESC LIMIT 20
    ) done JOIN attempt past ON past.task_id = done.id
    WHERE past.remote_state = 'SUCCESS' AND past.running_at IS NOT NULL`;
}

/** Median run time of a workflow's last runs, as a scalar subquery. */
export function usualRunSeconds(workflowId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FROM (${lastRuns(workflowId)}) runs)`;
}

function seconds(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`extract(epoch FROM clock_timestamp() - ${column})::float8`;
}

async function addOutputs(
  tx: Executor,
  attempt: WatchedAttempt,
  outputs: readonly NewOutput[],
): Promise<void> {
  for (const [position, output] of outputs.entries()) {
    await tx.$executeRaw`
      INSERT INTO output (id, task_id, attempt_id, position, node_id, file_type, remote_url, text, next_try_at)
      VALUES (${uuidv7()}::uuid, ${attempt.taskId}::uuid, ${attempt.id}::uuid, ${position}, ${output.nodeId}, ${output.fileType},
        ${output.url}, ${output.text}, clock_timestamp())
      ON CONFLICT (attempt_id, position) DO NOTHING`;
  }
}

async function settle(tx: Executor, attempt: WatchedAttempt, ending: Ending): Promise<boolean> {
  const base = { taskId: attempt.taskId, attemptId: attempt.id, actor: RUNNINGHUB };
  if (ending.remoteState === "SUCCESS") {
    if ((await transition(tx, { ...base, event: "succeeded" })) !== null) return true;
    // A reported failure that was none; a time-out or a person's stop stays as it is.
    const correctable = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM task WHERE id = ${attempt.taskId}::uuid AND status = 'FAILED'
        AND reason_code NOT IN ('TASK_TIMEOUT', 'STOPPED_BY_PERSON')`;
    return (
      correctable.length > 0 &&
      ending.outputs.length > 0 &&
      (await transition(tx, { ...base, event: "corrected" })) !== null
    );
  }
  const { reason, maxRetries } = ending;
  if (reason === null || (await transition(tx, { ...base, event: "failed", reason })) === null) return false;
  await retryIfTransient(tx, { ...base, reason, maxRetries });
  return true;
}
