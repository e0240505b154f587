/** Why am I waiting? One answer for REST, the list and the task page; pure, so the browser keeps it current with the lane. */
import type { Lane } from "./queue-schemas";
import type { TaskView, Waiting } from "./task-schemas";

type WaitingTask = Pick<
  TaskView,
  "status" | "hold" | "accountId" | "site" | "kind" | "workflowId" | "batchId" | "queuePosition"
>;
type LaneAccount = Lane["accounts"][number];

const HOLD_CODES = {
  submitting: "SUBMITTING",
  unsettled: "UNSETTLED",
  previousRun: "PREVIOUS_RUN",
} as const;

/** @returns null unless the task is PENDING. */
export function whyWaiting(task: WaitingTask, lane: Lane): Waiting | null {
  if (task.status !== "PENDING") return null;
  const base = { place: task.queuePosition, until: null, reason: null };
  if (task.hold !== null) return { ...base, code: HOLD_CODES[task.hold] };
  if (lane.queuePaused) return { ...base, code: "QUEUE_PAUSED" };
  const breaker = lane.breakers.find(
    ({ kind, workflowId }) => kind === task.kind && workflowId === task.workflowId,
  );
  if (breaker) return { ...base, code: "BREAKER_OPEN", reason: breaker.reason };
  const ofDay = lane.spendingHolds.find(({ batchId }) => batchId === null);
  if (ofDay) return { ...base, code: "DAY_CAP", until: ofDay.until };
  if (task.batchId !== null && lane.spendingHolds.some(({ batchId }) => batchId === task.batchId))
    return { ...base, code: "BATCH_CAP" };
  const accounts = lane.accounts.filter((account) =>
    task.accountId === null ? account.site === task.site : account.id === task.accountId,
  );
  return { ...base, ...accountsSay(accounts, task.queuePosition ?? 1, lane) };
}

function accountsSay(
  accounts: readonly LaneAccount[],
  place: number,
  lane: Lane,
): Pick<Waiting, "code"> & Partial<Waiting> {
  if (accounts.length === 0) return { code: "NO_ACCOUNT" };
  const open = accounts.filter((account) => account.paused === null);
  if (open.length === 0) return { code: "ACCOUNT_PAUSED", reason: accounts[0]?.paused ?? null };
  const ready = open.filter((account) => account.busy === null);
  if (ready.length === 0) {
    const soonest = open.flatMap(({ busy }) => busy ?? []).reduce((a, b) => (b.until < a.until ? b : a));
    return {
      code: "BACKING_OFF",
      until: soonest.until,
      reason: { code: soonest.code, message: "" },
    };
  }
  const slots = ready.flatMap((account) => account.slots);
  const free = slots.filter((slot) => slot.state === "free").length;
  if (place <= free) return { code: "NEXT" };
  return { code: "ACCOUNT_FULL", until: turnAt(slots, place - free, lane) };
}

/** When the `turn`-th of the taken slots comes free: the first ones by their own history, later ones by the typical run. */
function turnAt(slots: LaneAccount["slots"], turn: number, lane: Lane): string | null {
  const ends = slots
    .flatMap(({ expectedEndAt }) => (expectedEndAt === null ? [] : Date.parse(expectedEndAt)))
    .sort((a, b) => a - b);
  const end = ends[(turn - 1) % Math.max(1, ends.length)];
  if (end === undefined) return null;
  const rounds = Math.floor((turn - 1) / ends.length);
  if (rounds > 0 && lane.typicalSeconds === null) return null;
  const at = Math.max(end, Date.parse(lane.now)) + rounds * (lane.typicalSeconds ?? 0) * 1000;
  return new Date(at).toISOString();
}
