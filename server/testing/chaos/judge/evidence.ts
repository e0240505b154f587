/** What the judge looks at: RunningHub's ledger, the rows as they are now, and the log that triggers kept. */
import type pg from "pg";
import type { Scenario } from "../scenario";
import type { History } from "../storm";
import type { Ledger, LedgerRun } from "../upstream/ledger";
import { EPOCH_MS } from "../virtual-time";

export interface TaskRow {
  readonly id: string;
  readonly tag: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attemptId: string | null;
  readonly deleted: boolean;
}

export interface TaskFact {
  readonly n: number;
  readonly at: number;
  readonly taskId: string;
  readonly before: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly attemptId: string | null;
}

export interface AttemptFact {
  readonly n: number;
  readonly at: number;
  readonly what: "INSERT" | "UPDATE" | "DELETE";
  readonly id: string;
  readonly taskId: string;
  readonly state: string;
  readonly remoteId: string | null;
  readonly released: boolean;
  readonly outcome: string | null;
  /** A task that waited longer and could have been claimed instead. */
  readonly olderWaiting: string | null;
}

interface OutputRow {
  readonly attemptId: string;
  readonly text: string | null;
}

export interface Evidence {
  readonly scenario: Scenario;
  readonly history: History;
  readonly ledger: Ledger;
  readonly endedAt: number;
  readonly tasks: readonly TaskRow[];
  readonly taskFacts: readonly TaskFact[];
  readonly attemptFacts: readonly AttemptFact[];
  readonly outputs: readonly OutputRow[];
  readonly miscounted: readonly string[];
}

export interface Violation {
  readonly rule: string;
  readonly what: string;
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000 - ${EPOCH_MS})::float8`;

export async function gather(
  client: pg.Client,
  given: Pick<Evidence, "scenario" | "history" | "ledger" | "endedAt">,
): Promise<Evidence> {
  const all = async <T extends pg.QueryResultRow>(sql: string) => (await client.query<T>(sql)).rows;
  return {
    ...given,
    tasks: await all<TaskRow>(`
      SELECT t.id, n.value AS tag, t.status, t.reason_code AS reason, t.current_attempt_id AS "attemptId",
        t.deleted_at IS NOT NULL AS deleted
      FROM task t JOIN node_input n ON n.task_id = t.id ORDER BY t.id`),
    taskFacts: await all<TaskFact>(`
      SELECT n::float8, ${ms("at")} AS at, id AS "taskId", before, status, reason_code AS reason,
        current_attempt_id AS "attemptId"
      FROM chaos.task_fact ORDER BY n`),
    attemptFacts: await all<AttemptFact>(`
      SELECT n::float8, ${ms("at")} AS at, what, id, task_id AS "taskId", state, remote_id AS "remoteId", released,
        outcome_code AS outcome, older_waiting AS "olderWaiting"
      FROM chaos.attempt_fact ORDER BY n`),
    outputs: await all<OutputRow>(`SELECT attempt_id AS "attemptId", text FROM output`),
    miscounted: (
      await all<{ status: string }>(`
        SELECT c.status FROM task_count c
        WHERE c.count <> (SELECT count(*) FROM task t WHERE t.status = c.status AND t.deleted_at IS NULL)
        UNION ALL
        SELECT 'waiting of ' || queued_by FROM waiting_count c FULL JOIN (
          SELECT queued_by, count(*) FROM task WHERE status = 'PENDING' AND deleted_at IS NULL AND queued_by IS NOT NULL GROUP BY queued_by
        ) t USING (queued_by)
        WHERE coalesce(c.count, 0) <> coalesce(t.count, 0)`)
    ).map((row) => row.status),
  };
}

/**
 * The attempt a run belongs to: by the remote id where it was learnt, else the task's last claim before it was sent. A
 * person may link the run of an attempt that was given up to a later one: an attempt cannot be older than its claim.
 */
export function attemptOf(evidence: Evidence, run: LedgerRun): string | null {
  const named = evidence.attemptFacts.find((fact) => fact.remoteId === run.remoteId);
  const claim = evidence.attemptFacts.find((fact) => fact.what === "INSERT" && fact.id === named?.id);
  if (named && (claim?.at ?? 0) <= run.sentAt) return named.id;
  const task = evidence.tasks.find(({ tag }) => tag === run.tag);
  const claims = evidence.attemptFacts.filter(
    (fact) => fact.what === "INSERT" && fact.taskId === task?.id && fact.at <= run.sentAt,
  );
  return claims.at(-1)?.id ?? null;
}
