import { expect, test } from "vitest";
import type { Lane } from "./queue-schemas";
import { whyWaiting } from "./why-waiting";

type Account = Lane["accounts"][number];
const NOW = "2026-01-01T12:00:00.000Z";
const at = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

const slot = (
  no: number,
  endsIn: number | null,
  state: "free" | "running" = "running",
): Account["slots"][number] => ({
  no,
  state,
  taskId: null,
  workflowName: null,
  progress: null,
  since: null,
  timeoutAt: null,
  expectedEndAt: endsIn === null ? null : at(endsIn),
});
const account = (fields: Partial<Account> = {}): Account => ({
  id: "a",
  name: "a",
  site: "cn",
  paused: null,
  busy: null,
  coins: null,
  elsewhere: 0,
  slots: [slot(1, 5)],
  ...fields,
});
const lane = (fields: Partial<Lane> = {}): Lane => ({
  accounts: [account()],
  breakers: [],
  spendingHolds: [],
  waiting: 1,
  typicalSeconds: 120,
  secondsToEmpty: null,
  queuePaused: false,
  restoredFrom: null,
  simulator: false,
  now: NOW,
  ...fields,
});
const task = {
  status: "PENDING",
  hold: null,
  accountId: null,
  site: "cn",
  kind: "workflow",
  workflowId: "w",
  batchId: "b",
  queuePosition: 1,
} as const;

test("only a PENDING task waits", () => {
  expect(whyWaiting({ ...task, status: "READY" }, lane())).toBeNull();
});

test("its own attempt comes first, then the switches, then the account", () => {
  const paused = { queuePaused: true };
  expect(whyWaiting({ ...task, hold: "unsettled" }, lane(paused))?.code).toBe("UNSETTLED");
  expect(whyWaiting(task, lane(paused))?.code).toBe("QUEUE_PAUSED");
  const reason = { code: "RUN_FAILED", message: "" };
  const breaker = {
    kind: "workflow",
    workflowId: "w",
    workflowName: "w",
    failures: 5,
    openedAt: NOW,
    reason,
  } as const;
  expect(whyWaiting(task, lane({ breakers: [breaker] }))).toMatchObject({ code: "BREAKER_OPEN", reason });
  expect(whyWaiting({ ...task, workflowId: "x" }, lane({ breakers: [breaker] }))?.code).toBe("ACCOUNT_FULL");
});

test("a paused account says why, and one that backs off until when", () => {
  const paused = { code: "ACCOUNT_FUNDS", message: "" };
  const busy = { code: "CAPACITY", until: at(1) };
  expect(whyWaiting(task, lane({ accounts: [account({ paused })] }))).toMatchObject({
    code: "ACCOUNT_PAUSED",
    reason: paused,
  });
  expect(whyWaiting(task, lane({ accounts: [account({ busy })] }))).toMatchObject({
    code: "BACKING_OFF",
    until: at(1),
  });
  const other = account({ id: "b", slots: [slot(1, null, "free")] });
  expect(whyWaiting(task, lane({ accounts: [account({ paused }), other] }))?.code).toBe("NEXT");
  expect(
    whyWaiting({ ...task, accountId: "a" }, lane({ accounts: [account({ paused }), other] }))?.code,
  ).toBe("ACCOUNT_PAUSED");
});

test("without an account of its site it says so", () => {
  expect(whyWaiting({ ...task, site: "ai" }, lane())?.code).toBe("NO_ACCOUNT");
});

test("a full account says until about when, further back by the typical run", () => {
  const full = lane({ accounts: [account({ slots: [slot(1, 5), slot(2, 3)] })] });
  const until = (queuePosition: number) => whyWaiting({ ...task, queuePosition }, full)?.until;
  expect([until(1), until(2), until(3)]).toEqual([at(3), at(5), at(5)]);
  expect(until(4)).toBe(at(7));
  const late = lane({ accounts: [account({ slots: [slot(1, -5)] })] });
  expect(whyWaiting(task, late)?.until).toBe(NOW);
  expect(whyWaiting(task, lane({ accounts: [account({ slots: [slot(1, null)] })] }))?.until).toBeNull();
});

test("a cap of the day holds every task until the day ends, one of a batch only its tasks", () => {
  const held = { batchId: "b", unit: "coins" as const, cap: 12, until: null };
  expect(whyWaiting(task, lane({ spendingHolds: [held] }))).toMatchObject({ code: "BATCH_CAP", until: null });
  expect(whyWaiting({ ...task, batchId: "other" }, lane({ spendingHolds: [held] }))?.code).toBe(
    "ACCOUNT_FULL",
  );
  expect(whyWaiting({ ...task, batchId: null }, lane({ spendingHolds: [held] }))?.code).toBe("ACCOUNT_FULL");
  const ofDay = { ...held, batchId: null, until: at(60) };
  expect(whyWaiting({ ...task, batchId: null }, lane({ spendingHolds: [held, ofDay] }))).toMatchObject({
    code: "DAY_CAP",
    until: at(60),
  });
});
