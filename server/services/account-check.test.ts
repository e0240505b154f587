import { afterEach, expect, test } from "vitest";
import type { AccountView } from "@/lib/account-schemas";
import { SIMULATOR_DEFAULT_KEY } from "../runninghub/simulator/accounts";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";

let harness: Harness;
afterEach(() => harness.stop());

const SLOW = { speed: 1, settings: { queueMs: 0, runMs: 60_000, cancelDelayMs: 50 } } as const;
const KEY = SIMULATOR_DEFAULT_KEY;
const there = (fields: object) => harness.control("accounts", { key: KEY, ...fields });

async function account(): Promise<AccountView> {
  const [first] = await harness.app.accounts.list();
  if (!first) throw new Error("no account");
  return first;
}
const check = async () => harness.app.accountCheck.check(ADMIN, (await account()).id);

test("a check tells balance, limit and what runs, and runs of others are told from ours", async () => {
  harness = await startHarness({ simulator: { ...SLOW, limit: 3 } });
  await there({ externalRunning: 2, coins: 77 });
  const task = await harness.createTask("ours");
  await harness.reaches(task.id, "RUNNING");
  expect(await check()).toMatchObject({
    coins: "77",
    currency: "CNY",
    keyType: "NORMAL",
    remoteLimit: 3,
    remoteRunning: 3,
    elsewhere: 2,
    heldSlots: 1,
    health: { state: "ok", message: null },
  });
  expect((await harness.app.queue.lane()).accounts[0]?.elsewhere).toBe(2);
});

test("a submit whose answer is lost does not count as somebody else's run", async () => {
  harness = await startHarness({ simulator: SLOW, config: { submitUnknownGraceSeconds: 600 } });
  await harness.control("faults", { match: { call: "create" }, fault: { type: "drop-after" }, count: 1 });
  await harness.says((await harness.createTask("unclear")).id, "SUBMIT_UNSETTLED");
  expect(await check()).toMatchObject({ remoteRunning: 1, elsewhere: 0 });
});

test("a check that fails says why and keeps what was known; the next good one clears it", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  expect(await check()).toMatchObject({ health: { state: "ok" }, coins: "10000" });
  await harness.control("faults", { match: { call: "account" }, fault: { type: "html502" } });
  expect(await check()).toMatchObject({
    health: { state: "failing", message: expect.stringContaining("502") },
    coins: "10000",
  });
  await fetch(`${harness.simulator.url}/__control/faults`, { method: "DELETE" });
  expect((await check()).health).toMatchObject({ state: "ok", message: null });
});

test("a server without the queue call is checked all the same", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  await harness.control("faults", {
    match: { path: "/openapi/v2/queue/status" },
    fault: { type: "status", status: 404, body: "nothing here" },
  });
  expect(await check()).toMatchObject({ health: { state: "ok" }, coins: "10000", remoteLimit: null });
});

test("a key that cannot be read any more is told, and spoils no other account", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  await harness.app.db.account.updateMany({ data: { apiKeyCipher: "spoilt" } });
  expect(await check()).toMatchObject({
    keyHint: "",
    health: { state: "failing", message: expect.stringContaining("APP_SECRET") },
  });
});

test("below its minimum balance an account takes nothing new, and goes on by itself above it", async () => {
  harness = await startHarness();
  const { id } = await account();
  await harness.app.accountSetup.update(ADMIN, { id, minimumBalance: 50 });
  await there({ coins: 49 });
  expect((await check()).paused?.code).toBe("LOW_BALANCE");
  const task = await harness.createTask("waits for money");
  expect(await harness.app.taskQueries.view(task.id)).toMatchObject({
    status: "PENDING",
    waiting: { code: "ACCOUNT_PAUSED", reason: { code: "LOW_BALANCE" } },
  });
  await there({ coins: 1_000 });
  expect((await check()).paused).toBeNull();
  await harness.reaches(task.id, "SUCCESS");
});

test("keys that spend money are held by money", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  await there({ type: "SHARED", money: 4.5, coins: 0 });
  await check();
  const { id } = await account();
  const update = (minimumBalance: number) => harness.app.accountSetup.update(ADMIN, { id, minimumBalance });
  expect((await update(4.5)).paused).toBeNull();
  expect((await update(4.6)).paused?.code).toBe("LOW_BALANCE");
});

test("no check ends a person's pause, whatever it took the place of", async () => {
  harness = await startHarness();
  const { id } = await account();
  await harness.control("faults", {
    match: { call: "create" },
    fault: { type: "json", body: { code: 802, msg: "APIKEY_UNAUTHORIZED", data: null } },
    count: 1,
  });
  const task = await harness.createTask("refused");
  await harness.says(task.id, "ACCOUNT_KEY");
  await harness.app.accounts.pause(ADMIN, id);
  expect((await check()).paused).toMatchObject({
    code: "PAUSED_BY_PERSON",
    message: `Paused by ${ADMIN.name}`,
  });
  await harness.app.accounts.resume(ADMIN, id);
  await harness.reaches(task.id, "SUCCESS");
});

test("a key that was refused and is good again goes on after a check", async () => {
  harness = await startHarness();
  await harness.control("faults", {
    match: { call: "create" },
    fault: { type: "json", body: { code: 802, msg: "APIKEY_UNAUTHORIZED", data: null } },
    count: 1,
  });
  const task = await harness.createTask("refused");
  await harness.says(task.id, "ACCOUNT_KEY");
  expect((await check()).paused).toBeNull();
  await harness.reaches(task.id, "SUCCESS");
});

test("an account without room is tried again as soon as RunningHub counts room, long before its back-off ends", async () => {
  harness = await startHarness();
  await there({ externalRunning: 1 });
  const task = await harness.createTask("waits for room");
  await harness.says(task.id, "CAPACITY");
  const { id } = await account();
  await harness.app.db.account.update({
    where: { id },
    data: { busyUntil: new Date(Date.now() + 3_600_000), busyCount: 9 },
  });
  await until("a full account to be counted", async () => (await account()).remoteRunning === 1);
  expect((await account()).busy?.code).toBe("CAPACITY");
  await there({ externalRunning: 0 });
  await harness.reaches(task.id, "SUCCESS");
});

test("a count that shows room while RunningHub keeps refusing is not believed for ever", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  const { id } = await account();
  const busyUntil = new Date(Date.now() + 3_600_000);
  const backsOff = async (busyCount: number) => {
    await harness.app.db.account.update({
      where: { id },
      data: { busyUntil, busyCode: "CAPACITY", busyCount, remoteRunning: 0 },
    });
    return (await check()).busy !== null;
  };
  expect([await backsOff(1), await backsOff(5)]).toEqual([false, true]);
});

test("the balance is read again after a run", async () => {
  harness = await startHarness();
  await check();
  await harness.reaches((await harness.createTask("costs")).id, "SUCCESS");
  const { id } = await account();
  // The check before was a while ago; the run is news since.
  await harness.app.db.account.update({ where: { id }, data: { checkedAt: new Date(Date.now() - 16_000) } });
  await until("the cost to be seen", async () => Number((await account()).coins) < 10_000);
});
