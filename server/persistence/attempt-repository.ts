/**
 * Attempts: the queue's own writes. Decisions (claim, send, give up) are fenced by the lease; facts (what RunningHub
 * told us) are keyed by attempt id and taken from any process, or a paid run would be orphaned.
 */
import { randomBytes } from "node:crypto";
import { stringify } from "lossless-json";
import { uuidv7 } from "uuidv7";
import type { AttemptState } from "@/lib/attempt-state";
import { TRANSIENT_REASONS } from "@/lib/task-reason";
import { hint } from "./hint";
import { fence, type Lease, LeaseLost } from "./lease-fence";
import { LINE_ORDER } from "./line";
import type { Database, Executor } from "./prisma";
import { note, type Reason, transition } from "./task-transition";

export interface Claim {
  readonly attemptId: string;
  readonly taskId: string;
  readonly accountId: string;
  readonly slotNo: number;
  readonly webhookToken: string;
}

/** What is about to be sent. */
interface Sending {
  readonly request: unknown;
  readonly timeoutMinutes: number;
  readonly webhookAsked: boolean;
  /** Drawn for this run, by the position of their inputs. */
  readonly seeds: readonly { readonly position: number; readonly digits: string }[];
}

interface Sent {
  /** How long the slot stood empty while this task could have had it. */
  readonly idleSeconds: number;
}

const QUEUE = "queue";
/** The lower bound of the line is raised once in so many claims: see queue_head. */
const RAISE_EVERY = 256;

export class AttemptRepository {
  private claims = 0;

  constructor(private readonly db: Database) {}

  /**
   * Takes a free slot of the account for the oldest task that waits for it: one round trip, no network. The order of its
   * locks and its rules are those of the function `claim_attempt`; the unique indexes of slot and task have the last word.
   * @returns null when there is no free slot, nothing to run, or the account may not run now.
   * @throws LeaseLost
   */
  async claim(lease: Lease, accountId: string): Promise<Claim | null> {
    const attemptId = uuidv7();
    const webhookToken = randomBytes(24).toString("base64url");
    const rows = await this.db.$queryRaw<{ leased: boolean; claimed: string | null; slot: number }[]>`
      SELECT leased, claimed, slot
      FROM claim_attempt(${lease.holder}, ${lease.epoch}, ${accountId}::uuid, ${attemptId}::uuid, ${webhookToken})`;
    const row = rows[0];
    if (!row?.leased) throw new LeaseLost();
    if (row.claimed === null) return null;
    this.claims += 1;
    if (this.claims % RAISE_EVERY === 0) await this.raiseHead();
    return { attemptId, taskId: row.claimed, accountId, slotNo: row.slot, webhookToken };
  }

  /**
   * Raises the lower bound of the line to the oldest task that is PENDING. Nobody can start a task meanwhile: that needs
   * the same row.
   */
  async raiseHead(): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM queue_head FOR UPDATE`;
      await tx.$executeRaw`
        UPDATE queue_head SET created_at = coalesce((
          SELECT t.created_at FROM task t
          WHERE t.status = 'PENDING' AND t.deleted_at IS NULL AND t.created_at >= queue_head.created_at
          ORDER BY ${LINE_ORDER} LIMIT 1), clock_timestamp())`;
    });
  }

  /**
   * PREPARED → SENT, committed before the first byte goes out. Starts the deadline.
   * @returns null when the task was stopped, deleted or settled meanwhile: then nothing may be sent.
   * @throws LeaseLost
   */
  async markSent(lease: Lease, claim: Claim, sending: Sending): Promise<Sent | null> {
    return this.db.$transaction(async (tx) => {
      await fence(tx, lease);
      const tasks = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM task WHERE id = ${claim.taskId}::uuid AND status = 'PENDING' AND deleted_at IS NULL
          AND current_attempt_id = ${claim.attemptId}::uuid FOR UPDATE`;
      if (tasks.length === 0) return null;
      const sent = await tx.$executeRaw`
        UPDATE attempt SET state = 'SENT', sent_at = clock_timestamp(), webhook_asked = ${sending.webhookAsked},
          request = ${stringify(sending.request) ?? null}::jsonb
        WHERE id = ${claim.attemptId}::uuid AND state = 'PREPARED' AND released_at IS NULL`;
      if (sent === 0) return null;
      for (const { position, digits } of sending.seeds)
        await tx.$executeRaw`
          UPDATE node_input SET value = ${digits} WHERE task_id = ${claim.taskId}::uuid AND position = ${position}::int AND value_type = 'seed'`;
      const idle = await tx.$queryRaw<Sent[]>`
        UPDATE task t SET timeout_at = clock_timestamp() + ${sending.timeoutMinutes}::float8 * interval '1 minute',
          ran_on_account_id = ${claim.accountId}::uuid, updated_at = clock_timestamp()
        WHERE id = ${claim.taskId}::uuid
        RETURNING extract(epoch FROM clock_timestamp() - greatest(t.queued_at, (
          SELECT x.ended_at FROM attempt x WHERE x.account_id = ${claim.accountId}::uuid AND x.slot_no = ${claim.slotNo}
            AND x.ended_at IS NOT NULL ORDER BY x.ended_at DESC LIMIT 1)))::float8 AS "idleSeconds"`;
      await note(tx, { taskId: claim.taskId, attemptId: claim.attemptId, type: "sent", actor: QUEUE });
      return idle[0] ?? null;
    });
  }

  /**
   * Undoes an attempt that provably started nothing, and frees its slot at once; the task waits on (or stays as a person
   * left it). `from` names the states in which that is proven: PREPARED for a crash, SENT only with RunningHub's refusal in hand.
   */
  async undo(attemptId: string, from: readonly AttemptState[], reason: Reason | null): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      await lockTaskOf(tx, attemptId);
      const gone = await tx.$queryRaw<{ task_id: string }[]>`
        DELETE FROM attempt WHERE id = ${attemptId}::uuid AND state = ANY(${[...from]}) AND released_at IS NULL
        RETURNING task_id`;
      const taskId = gone[0]?.task_id;
      if (taskId === undefined) return false;
      await tx.$executeRaw`DELETE FROM task_event WHERE task_id = ${taskId}::uuid AND attempt_id = ${attemptId}::uuid`;
      await restoreSeeds(tx, taskId);
      // Told once, not at each try: a line that waits an hour for room must not fill the timeline.
      const changed = await tx.$executeRaw`
        WITH old AS (
          SELECT id, reason_code, status = 'PENDING' AND current_attempt_id = ${attemptId}::uuid AS waits
          FROM task WHERE id = ${taskId}::uuid
        ), undone AS (
          UPDATE task t SET updated_at = clock_timestamp(),
            (attempt_count, ran_on_account_id) = (
              SELECT coalesce(max(number), 0), (array_agg(account_id ORDER BY number DESC))[1] FROM attempt a WHERE a.task_id = t.id),
            current_attempt_id = nullif(t.current_attempt_id, ${attemptId}::uuid),
            timeout_at = CASE WHEN old.waits THEN NULL ELSE t.timeout_at END,
            reason_code = CASE WHEN old.waits THEN ${reason?.code ?? null} ELSE t.reason_code END,
            reason_message = CASE WHEN old.waits THEN ${reason?.message ?? null} ELSE t.reason_message END
          FROM old WHERE t.id = old.id RETURNING t.id, old.waits, old.reason_code AS before
        )
        INSERT INTO task_event (task_id, type, code, message, actor)
        SELECT id, 'waiting', ${reason?.code ?? null}, ${reason?.message ?? null}, ${QUEUE} FROM undone
        WHERE waits AND before IS DISTINCT FROM ${reason?.code ?? null}`;
      // A slot was freed though no timeline changed.
      if (changed === 0) await hint(tx);
      return true;
    });
  }

  /** RunningHub refused the task for good: the attempt stays as a record, its slot is free, the task fails. */
  async reject(attemptId: string, reply: unknown, reason: Reason, maxRetries: number): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await lockTaskOf(tx, attemptId);
      const rows = await tx.$queryRaw<{ task_id: string }[]>`
        UPDATE attempt SET state = 'REJECTED', answered_at = clock_timestamp(), ended_at = clock_timestamp(),
          sent_at = coalesce(sent_at, clock_timestamp()),
          released_at = clock_timestamp(), next_poll_at = NULL, reply = ${JSON.stringify(reply ?? null)}::jsonb,
          outcome_code = ${reason.code}, outcome_message = ${reason.message}
        WHERE id = ${attemptId}::uuid AND state IN ('PREPARED', 'SENT', 'UNKNOWN') RETURNING task_id`;
      const taskId = rows[0]?.task_id;
      if (taskId === undefined) return;
      await tx.$executeRaw`
        UPDATE task SET ran_on_account_id = a.account_id FROM attempt a
        WHERE task.id = a.task_id AND a.id = ${attemptId}::uuid AND task.current_attempt_id = a.id`;
      const moved = await transition(tx, { taskId, attemptId, event: "failed", actor: QUEUE, reason });
      if (moved !== null) await retryIfTransient(tx, { taskId, attemptId, reason, maxRetries });
    });
  }

  /**
   * RunningHub named the run: the fact that must never be lost. If the task was stopped, timed out or deleted
   * meanwhile, the run is cancelled. An attempt that had been given up holds its slot again where that is still free.
   */
  async accept(
    attemptId: string,
    fact: { remoteId: string; reply: unknown; nextPollSeconds: number },
  ): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await lockTaskOf(tx, attemptId);
      const rows = await tx.$queryRaw<{ task_id: string }[]>`
        UPDATE attempt SET state = 'ACCEPTED', remote_id = ${fact.remoteId}, remote_state = 'QUEUED',
          answered_at = clock_timestamp(), reply = ${JSON.stringify(fact.reply ?? null)}::jsonb,
          outcome_code = NULL, outcome_message = NULL, ended_at = NULL,
          released_at = CASE WHEN EXISTS (
            SELECT 1 FROM attempt x WHERE x.released_at IS NULL AND x.id <> attempt.id
              AND (x.task_id = attempt.task_id OR (x.account_id = attempt.account_id AND x.slot_no = attempt.slot_no))
          ) THEN released_at END,
          next_poll_at = clock_timestamp() + ${fact.nextPollSeconds}::float8 * interval '1 second'
        WHERE id = ${attemptId}::uuid AND state IN ('SENT', 'UNKNOWN') RETURNING task_id`;
      const attempt = rows[0];
      if (!attempt) return;
      const moved = await transition(tx, {
        taskId: attempt.task_id,
        attemptId,
        event: "accepted",
        actor: "runninghub",
        remoteId: fact.remoteId,
      });
      if (moved === null) {
        await tx.$executeRaw`
          UPDATE task SET remote_id = ${fact.remoteId}
          WHERE id = ${attempt.task_id}::uuid AND current_attempt_id = ${attemptId}::uuid`;
        // A task that was given up as unknown is not cancelled: its run may still succeed and correct it.
        await tx.$executeRaw`
          UPDATE attempt SET cancel_request_at = coalesce(cancel_request_at, clock_timestamp()), next_poll_at = clock_timestamp()
          WHERE id = ${attemptId}::uuid AND NOT EXISTS (
            SELECT 1 FROM task WHERE id = ${attempt.task_id}::uuid AND current_attempt_id = ${attemptId}::uuid
              AND status = 'FAILED' AND reason_code = 'SUBMIT_UNKNOWN')`;
        await note(tx, { taskId: attempt.task_id, attemptId, type: "acceptedLate", actor: "runninghub" });
      }
    });
  }

  /** The answer to the create call is not known: the slot stays taken and nothing is sent again by itself. */
  async doubt(attemptId: string, reply: unknown, reason: Reason): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await lockTaskOf(tx, attemptId);
      const rows = await tx.$queryRaw<{ task_id: string }[]>`
        UPDATE attempt SET state = 'UNKNOWN', answered_at = clock_timestamp(), reply = ${JSON.stringify(reply ?? null)}::jsonb,
          outcome_code = ${reason.code}, outcome_message = ${reason.message}, next_poll_at = clock_timestamp()
        WHERE id = ${attemptId}::uuid AND state = 'SENT' RETURNING task_id`;
      const taskId = rows[0]?.task_id;
      if (taskId === undefined) return;
      await tx.$executeRaw`
        UPDATE task SET reason_code = ${reason.code}, reason_message = ${reason.message}, updated_at = clock_timestamp()
        WHERE id = ${taskId}::uuid AND status = 'PENDING' AND current_attempt_id = ${attemptId}::uuid`;
      await note(tx, {
        taskId,
        attemptId,
        type: "submitUnsettled",
        actor: QUEUE,
        code: reason.code,
        message: reason.message,
      });
    });
  }

  /**
   * The grace of an unknown submit is over without a sign of life: its slot is free, a task still waiting for it fails.
   * @param quietSeconds so long there must have been no sign, by what is written now; null: whatever there was
   * @returns false when it is settled already, or a sign has come meanwhile
   */
  async giveUpUnknown(
    lease: Lease,
    attemptId: string,
    reason: Reason,
    quietSeconds: number | null,
  ): Promise<boolean> {
    return this.db.$transaction(async (tx) => {
      await fence(tx, lease);
      await lockTaskOf(tx, attemptId);
      const rows = await tx.$queryRaw<{ task_id: string }[]>`
        UPDATE attempt SET released_at = clock_timestamp(), ended_at = clock_timestamp(), next_poll_at = NULL,
          outcome_code = ${reason.code}, outcome_message = ${reason.message}
        WHERE id = ${attemptId}::uuid AND state = 'UNKNOWN' AND released_at IS NULL AND coalesce(
          greatest(answered_at, alive_at) <= clock_timestamp() - ${quietSeconds}::float8 * interval '1 second', true)
        RETURNING task_id`;
      const taskId = rows[0]?.task_id;
      if (taskId === undefined) return false;
      const moved = await transition(tx, { taskId, attemptId, event: "submitUnknown", actor: QUEUE, reason });
      if (moved === null) await note(tx, { taskId, attemptId, type: "slotReleased", actor: QUEUE });
      return true;
    });
  }
}

/** The drawn seeds of a run that did not start are forgotten: shown are those of the last one, if there was one. */
async function restoreSeeds(tx: Executor, taskId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE node_input i SET value = (
      SELECT sent.entry ->> 'fieldValue'
      FROM attempt a CROSS JOIN jsonb_array_elements(a.request -> 'nodeInfoList') sent(entry)
      WHERE a.task_id = i.task_id AND sent.entry ->> 'nodeId' = i.node_id AND sent.entry ->> 'fieldName' = i.field_name
      ORDER BY a.number DESC LIMIT 1)
    WHERE i.task_id = ${taskId}::uuid AND i.value_type = 'seed' AND i.value IS NOT NULL`;
}

/** Puts a task that has just failed for a transient cause back in line, at most `maxRetries` times since a person started it. */
export async function retryIfTransient(
  tx: Executor,
  failed: { taskId: string; attemptId: string; reason: Reason; maxRetries: number },
): Promise<void> {
  const { taskId, attemptId, reason, maxRetries } = failed;
  if (!TRANSIENT_REASONS.includes(reason.code)) return;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM task WHERE id = ${taskId}::uuid AND auto_retries < ${maxRetries}`;
  if (rows.length > 0) await transition(tx, { taskId, attemptId, event: "retried", actor: QUEUE });
}

/** Everybody locks the task before its attempts; the other order would deadlock against a stop. */
export async function lockTaskOf(tx: Executor, attemptId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM task WHERE id = (SELECT task_id FROM attempt WHERE id = ${attemptId}::uuid) FOR UPDATE`;
}
