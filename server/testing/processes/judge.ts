/**
 * What must be true when all is over. RunningHub's own ledger is the witness for what was paid; the database is asked
 * whether it knows all of it, and whether it is in order with itself.
 */
import { TASK_STATUSES } from "@/lib/task-status";
import type { LedgerEntry } from "../../runninghub/simulator/ledger";
import type { RemoteRun } from "./upstream";
import type { World } from "./world";

interface Allowed {
  readonly slots: number;
  /** How many time limits were made to pass. */
  readonly deadlines: number;
}

interface Case {
  readonly name: string;
  readonly status: string;
  readonly reasonCode: string | null;
  readonly deleted: boolean;
  /** How often a person started it; a task that is created to run at once has been started too. */
  readonly starts: number;
  readonly stopped: boolean;
  readonly outputs: number;
  readonly attempts: readonly { readonly state: string; readonly remoteId: string | null }[];
  /** Create calls that RunningHub accepted for it. */
  readonly accepted: readonly LedgerEntry[];
}

/** @returns one line for each broken promise. */
export async function judge(world: World, allowed: Allowed): Promise<string[]> {
  const { creates, accounts } = await world.upstream.ledger();
  const cases = await readCases(world, creates);
  const runs = new Map((await world.upstream.runs()).map((run) => [run.taskId, run]));
  const peak = Math.max(0, ...accounts.map((account) => account.maxConcurrency));
  const known = new Set(cases.flatMap(({ accepted }) => accepted.map(({ sequence }) => sequence)));
  return [
    ...cases.flatMap(doubles),
    ...cases.flatMap((each) => wrongEnd(each, runs)),
    ...(peak > allowed.slots ? [`overrun: ${peak} runs at once in ${allowed.slots} slots`] : []),
    ...(cases.filter(({ reasonCode }) => reasonCode === "TASK_TIMEOUT").length > allowed.deadlines
      ? ["a task timed out though its time was not over"]
      : []),
    ...creates
      .filter((entry) => entry.accepted && !known.has(entry.sequence))
      .map((entry) => `orphan: run ${entry.taskId} belongs to no task`),
    ...sentTwice(creates),
    ...(await overtaken(world)),
    ...(await wrongCounts(world)),
    ...world.seats.filter(({ crashes }) => crashes > 0).map((seat) => `${seat.name} crashed by itself`),
  ];
}

function doubles({ name, starts, attempts, accepted }: Case): string[] {
  const sent = attempts.filter(({ state }) => state === "ACCEPTED" || state === "UNKNOWN");
  const lost = attempts.filter(({ state }) => state === "UNKNOWN");
  const named = new Set(attempts.map(({ remoteId }) => remoteId));
  const unnamed = accepted.filter(({ taskId }) => !named.has(taskId));
  return [
    ...(accepted.length > starts
      ? [`double: ${name} ran ${accepted.length} times, started ${starts} times`]
      : []),
    ...(accepted.length > sent.length
      ? [`${name} ran ${accepted.length} times, but only ${sent.length} of its attempts say so`]
      : []),
    ...(unnamed.length > lost.length ? [`a run of ${name} is known to nobody`] : []),
  ];
}

/** With webhooks each attempt has an address of its own: it may come to RunningHub once. */
function sentTwice(creates: readonly LedgerEntry[]): string[] {
  const seen = new Set<string>();
  return creates.flatMap(({ webhookUrl }) => {
    if (webhookUrl === null) return [];
    const again = seen.has(webhookUrl);
    seen.add(webhookUrl);
    return again ? [`the create call of one attempt was sent twice (${webhookUrl})`] : [];
  });
}

function wrongEnd(each: Case, runs: ReadonlyMap<string, RemoteRun>): string[] {
  const { name, status, reasonCode, attempts, accepted } = each;
  const wrong = (why: string) => [`${name} is ${status} (${reasonCode ?? "no reason"}): ${why}`];
  const named = attempts.flatMap(({ remoteId }) => (remoteId === null ? [] : [remoteId]));
  const foreign = named.filter((id) => !accepted.some(({ taskId }) => taskId === id));
  if (foreign.length > 0) return wrong(`it claims the run ${foreign.join(", ")}, which is not its own`);
  if (each.deleted) return [];
  switch (status) {
    case "SUCCESS":
      if (!named.some((id) => runs.get(id)?.state === "SUCCESS")) return wrong("no run of it succeeded");
      return each.outputs === 0 ? wrong("it has no results") : [];
    case "STOPPED":
      return each.stopped ? [] : wrong("nobody stopped it");
    case "FAILED":
      if (reasonCode === "TASK_TIMEOUT") return [];
      if (reasonCode === "SUBMIT_UNKNOWN" && attempts.some(({ state }) => state === "UNKNOWN")) return [];
      return wrong("nothing that happened explains it");
    default:
      return wrong("it has no end");
  }
}

async function readCases({ office: { db } }: World, creates: readonly LedgerEntry[]): Promise<Case[]> {
  const tasks = await db.task.findMany({
    include: {
      nodeInputs: true,
      attempts: { select: { state: true, remoteId: true } },
      events: { select: { type: true } },
      _count: { select: { outputs: { where: { state: "STORED" } } } },
    },
  });
  return tasks.map((task) => {
    const prompt = task.nodeInputs[0]?.value ?? "";
    return {
      name: `"${prompt}" ${task.id}`,
      status: task.status,
      reasonCode: task.reasonCode,
      deleted: task.deletedAt !== null,
      starts: task.events.filter(({ type }) => type === "start").length,
      stopped: task.events.some(({ type }) => type === "stop"),
      outputs: task._count.outputs,
      attempts: task.attempts,
      accepted: creates.filter(
        (entry) => entry.accepted && String(entry.nodeInfoList[0]?.fieldValue) === prompt,
      ),
    };
  });
}

async function overtaken({ office: { db } }: World): Promise<string[]> {
  const rows = await db.$queryRaw<{ older: string; younger: string }[]>`SELECT older, younger FROM overtaken`;
  return rows.map(({ older, younger }) => `FIFO: task ${younger} was claimed before the older ${older}`);
}

async function wrongCounts({ office: { db } }: World): Promise<string[]> {
  const kept = new Map((await db.taskCount.findMany()).map(({ status, count }) => [status, Number(count)]));
  const groups = await db.task.groupBy({ by: ["status"], where: { deletedAt: null }, _count: true });
  const real = new Map(groups.map((group) => [group.status, group._count]));
  return TASK_STATUSES.flatMap((status) => {
    const [told, counted] = [kept.get(status) ?? 0, real.get(status) ?? 0];
    return told === counted ? [] : [`counter: ${told} tasks are said to be ${status}, there are ${counted}`];
  });
}
