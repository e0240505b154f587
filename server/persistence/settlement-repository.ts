/** What a person may say about a submit whose answer was lost. */
import type { AttemptState } from "@/lib/attempt-state";
import type { TaskStatus } from "@/lib/task-status";
import { type AttemptRepository, lockTaskOf } from "./attempt-repository";
import type { Database } from "./prisma";
import { note } from "./task-transition";

/** A task's status, and its own attempt when it has one. */
export type CurrentAttempt = { readonly status: TaskStatus; readonly reasonCode: string | null } & (
  | {
      readonly id: string;
      readonly accountId: string;
      readonly state: AttemptState;
      readonly remoteId: string | null;
      /** Since the create call; null before it. */
      readonly ageSeconds: number | null;
      /** Its sender lived to see how the create call ended. */
      readonly replied: boolean;
    }
  | { readonly id: null }
);

export class SettlementRepository {
  constructor(
    private readonly db: Database,
    private readonly attempts: Pick<AttemptRepository, "accept">,
  ) {}

  /** The task's own attempt as a person's settlement of an unclear submit needs it; null when there is no such task. */
  async current(taskId: string): Promise<CurrentAttempt | null> {
    const rows = await this.db.$queryRaw<CurrentAttempt[]>`
      SELECT t.status, t.reason_code AS "reasonCode", a.id, a.account_id AS "accountId", a.state, a.remote_id AS "remoteId",
        extract(epoch FROM clock_timestamp() - a.sent_at)::float8 AS "ageSeconds",
        coalesce(a.reply, 'null') <> 'null'::jsonb AS replied
      FROM task t LEFT JOIN attempt a ON a.id = t.current_attempt_id WHERE t.id = ${taskId}::uuid AND t.deleted_at IS NULL`;
    return rows[0] ?? null;
  }

  /**
   * A person found the run of an unclear submit. Of two attempts that are given one id at once, one gets it.
   * @returns false when the id is another attempt's; "settled" when news came first and the attempt has its answer.
   */
  async link(
    attempt: { id: string; accountId: string },
    remoteId: string,
    actor: string,
  ): Promise<boolean | "settled"> {
    const { id, accountId } = attempt;
    return this.db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${accountId} ${remoteId}`}, 0))`;
      const others = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM attempt WHERE account_id = ${accountId}::uuid AND remote_id = ${remoteId} AND id <> ${id}::uuid LIMIT 1`;
      if (others.length > 0) return false;
      const unclear = await tx.$queryRaw<
        unknown[]
      >`SELECT 1 FROM attempt WHERE id = ${id}::uuid AND state = 'UNKNOWN'`;
      if (unclear.length === 0) return "settled";
      await this.attempts.accept(id, { remoteId, reply: { source: "person" }, nextPollSeconds: 0 });
      const rows = await tx.$queryRaw<{ task_id: string }[]>`
        SELECT task_id FROM attempt WHERE id = ${id}::uuid AND remote_id = ${remoteId} AND reply->>'source' = 'person'`;
      const taskId = rows[0]?.task_id;
      if (taskId === undefined) return "settled";
      await note(tx, { taskId, attemptId: id, type: "runLinked", actor, message: remoteId });
      return true;
    });
  }

  /**
   * A person says that an unclear submit did not start a run: its slot is free and the task waits again, with its place
   * in line. Should an answer come after all, `accept` cancels that run.
   * @param askedSeconds how long ago RunningHub was asked for its count of runs: its answer may be older than a sign of
   * life that somebody else has read since
   * @returns "settled" when the submit is not unclear any more, or the task does not wait for it; "alive" after such a sign
   */
  async disprove(
    attemptId: string,
    actor: string,
    askedSeconds: number,
  ): Promise<"waits" | "settled" | "alive"> {
    return this.db.$transaction(async (tx) => {
      await lockTaskOf(tx, attemptId);
      const waits = await tx.$queryRaw<{ id: string; alive: boolean }[]>`
        SELECT t.id, coalesce(a.alive_at > clock_timestamp() - ${askedSeconds}::float8 * interval '1 second', false) AS alive
        FROM task t JOIN attempt a ON a.id = t.current_attempt_id
        WHERE a.id = ${attemptId}::uuid AND t.status = 'PENDING' AND t.deleted_at IS NULL
          AND a.state = 'UNKNOWN' AND a.released_at IS NULL FOR UPDATE OF a`;
      const [task] = waits;
      if (task === undefined) return "settled";
      if (task.alive) return "alive";
      const taskId = task.id;
      await tx.$executeRaw`
        UPDATE attempt SET released_at = clock_timestamp(), ended_at = clock_timestamp(), next_poll_at = NULL,
          outcome_code = 'SENT_AGAIN', outcome_message = ${`${actor} said that no run had started; sent again`}
        WHERE id = ${attemptId}::uuid`;
      await tx.$executeRaw`
        UPDATE task SET current_attempt_id = NULL, timeout_at = NULL, reason_code = NULL, reason_message = NULL,
          updated_at = clock_timestamp() WHERE id = ${taskId}::uuid`;
      await note(tx, { taskId, attemptId, type: "sentAgain", actor });
      return "waits";
    });
  }
}
