/** Rules about the queue itself: order, rest, truth of what it shows. */
import { outputOf } from "../upstream/replies";
import type { Evidence, TaskRow, Violation } from "./evidence";

/** Never past an older task that could have been claimed for the same slot. */
export function inversions({ attemptFacts, tasks }: Evidence): Violation[] {
  const tagOf = (id: string | null) => tasks.find((task) => task.id === id)?.tag ?? id;
  return attemptFacts.flatMap((fact) =>
    fact.what === "INSERT" && fact.olderWaiting !== null
      ? [
          {
            rule: "order",
            what: `${tagOf(fact.taskId)} was claimed before ${tagOf(fact.olderWaiting)} at ${fact.at / 1000} s`,
          },
        ]
      : [],
  );
}

/** In the end each task rests, and no slot is held. */
export function unsettled({ tasks, attemptFacts, history }: Evidence): Violation[] {
  const last = new Map(attemptFacts.map((fact) => [fact.id, fact]));
  const held = [...last.values()].filter((fact) => fact.what !== "DELETE" && !fact.released);
  const restless = tasks.filter(
    (task) => !task.deleted && ["PENDING", "QUEUED", "RUNNING"].includes(task.status),
  );
  return [
    ...(history.quiet
      ? []
      : [{ rule: "no rest", what: "something was still due when the time for it was over" }]),
    ...restless.map((task) => ({
      rule: "lost task",
      what: `${task.tag} is ${task.status} (${task.reason}) for ever`,
    })),
    ...held.map((fact) => ({
      rule: "slot held",
      what: `attempt ${fact.id} (${fact.state}, ${fact.remoteId}) holds its slot for ever`,
    })),
  ];
}

const LEGAL: Readonly<Record<string, readonly string[]>> = {
  READY: ["PENDING"],
  PENDING: ["QUEUED", "RUNNING", "SUCCESS", "FAILED", "STOPPED"],
  QUEUED: ["RUNNING", "SUCCESS", "FAILED", "STOPPED"],
  RUNNING: ["SUCCESS", "FAILED", "STOPPED"],
  SUCCESS: [],
  FAILED: ["PENDING", "SUCCESS"],
  STOPPED: ["PENDING"],
};

/** Only the moves that the state machine knows. */
export function illegalMoves({ taskFacts }: Evidence): Violation[] {
  return taskFacts.flatMap(({ before, status, taskId }) =>
    before !== null && before !== status && !LEGAL[before]?.includes(status)
      ? [{ rule: "illegal move", what: `task ${taskId} went from ${before} to ${status}` }]
      : [],
  );
}

/** A started task is moved by news of a run made after that start, never by what an older run left behind. */
export function oldNews({ taskFacts, attemptFacts }: Evidence): Violation[] {
  const startedAt = new Map<string, number>();
  return taskFacts.flatMap((fact) => {
    if (fact.before === fact.status) return [];
    if (fact.status === "PENDING") {
      startedAt.set(fact.taskId, fact.n);
      return [];
    }
    const start = startedAt.get(fact.taskId);
    if (start === undefined || fact.status === "STOPPED") return [];
    const claimed = attemptFacts.some(
      ({ what, taskId, n }) => what === "INSERT" && taskId === fact.taskId && n > start && n < fact.n,
    );
    return claimed
      ? []
      : [
          {
            rule: "old news",
            what: `task ${fact.taskId} became ${fact.status} at ${fact.at / 1000} s with no run since its start`,
          },
        ];
  });
}

/** What a task says of its last run is what happened to that run. */
export function untruths(evidence: Evidence): Violation[] {
  return evidence.tasks.flatMap((task) =>
    untruth(evidence, task).map((what) => ({ rule: "untrue", what: `${task.tag}: ${what}` })),
  );
}

function untruth({ attemptFacts, ledger, outputs, scenario }: Evidence, task: TaskRow): string[] {
  if (task.deleted) return [];
  const facts = attemptFacts.filter((fact) => fact.id === task.attemptId);
  const remoteId = facts.findLast((fact) => fact.remoteId !== null)?.remoteId ?? null;
  const run = remoteId === null ? undefined : ledger.find(remoteId);
  const really = run?.ended ?? "no run";
  if (task.status === "SUCCESS") {
    if (run?.ended !== "SUCCESS" || run.tag !== task.tag) return [`SUCCESS, but ${remoteId} is ${really}`];
    const texts = outputs
      .filter((output) => output.attemptId === task.attemptId)
      .map((output) => output.text);
    return texts.length === 1 && texts[0] === outputOf(run.remoteId)
      ? []
      : [`SUCCESS with the outputs ${texts.join(", ")}`];
  }
  if (task.status !== "FAILED") return [];
  switch (task.reason) {
    case "RUN_FAILED":
      return really === "FAILED" ? [] : [`RUN_FAILED, but ${remoteId} is ${really}`];
    case "REMOTE_LOST":
      return really === "LOST" ? [] : [`REMOTE_LOST, but ${remoteId} is ${really}`];
    case "REMOTE_CANCELLED":
      return really === "CANCELLED" ? [] : [`REMOTE_CANCELLED, but ${remoteId} is ${really}`];
    case "SUBMIT_REFUSED":
    case "INPUT_REFUSED":
    case "WORKFLOW_NEVER_RUN":
    case "WORKFLOW_MISSING":
    case "MACHINE_REFUSED":
      return run ? [`${task.reason}, but ${remoteId} is ${really}`] : [];
    case "TASK_TIMEOUT": {
      const sent = facts.find((fact) => fact.state === "SENT");
      const failed = facts.length > 0 && sent ? sent.at + scenario.timeoutMinutes * 60_000 : 0;
      const end = run?.endedAt ?? Number.POSITIVE_INFINITY;
      return end < failed - 60_000 && really === "SUCCESS"
        ? [`TASK_TIMEOUT, but ${remoteId} had succeeded long before`]
        : [];
    }
    default:
      return [];
  }
}

/** The counters of the tabs equal a recount. */
export function miscounts({ miscounted }: Evidence): Violation[] {
  return miscounted.map((status) => ({ rule: "counters", what: `${status} is not counted right` }));
}
