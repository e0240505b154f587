import { afterEach, expect, test } from "vitest";
import { type Harness, startHarness, until } from "../testing/harness";

let harness: Harness;
afterEach(() => harness.stop());

const SLOW = { speed: 1, settings: { queueMs: 0, runMs: 60_000, cancelDelayMs: 50 } } as const;

test("a process that stops hands over first, and records the answer it still gets", async () => {
  harness = await startHarness({ simulator: { ...SLOW, limit: 2 }, config: { maxConcurrentTasks: 2 } });
  const next = harness.another();
  await next.start();
  await harness.control("faults", {
    match: { call: "create" },
    fault: { type: "delay", ms: 2_000, when: "after" },
    count: 1,
  });
  const underWay = await harness.createTask("under way");
  await until("the create call to be under way", async () => harness.acceptedPrompts().length === 1);
  const stopping = harness.app.scheduler.stop();
  await until("the next process to decide", async () => next.scheduler.isLeader());
  expect(await harness.app.db.attempt.findFirstOrThrow()).toMatchObject({ state: "SENT", remoteId: null });
  const second = await harness.createTask("second");
  await harness.reaches(second.id, "RUNNING");
  await stopping;
  await harness.reaches(underWay.id, "RUNNING");
  expect(harness.acceptedPrompts().sort()).toEqual(["second", "under way"]);
  await next.stop();
});

test("a process without a scheduler decides nothing, until it is told to tick; then it hands the lease back", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  const task = await harness.createTask("ticked");
  harness.app.scheduler.onLeaseFree();
  expect(harness.app.scheduler.isLeader()).toBe(false);
  await until("ticks to bring it to its end", async () => {
    await harness.app.scheduler.tick();
    return (await harness.status(task.id)) === "SUCCESS";
  });
  expect(harness.app.scheduler.isLeader()).toBe(false);
  const [lease] = await harness.app.db.$queryRaw<{ over: boolean }[]>`
    SELECT expires_at <= clock_timestamp() AS over FROM scheduler_lease`;
  expect(lease?.over).toBe(true);
});

test("the sender of an open create call is gone: the next process says so at once, and sends nothing again", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false }, simulator: SLOW });
  const task = await harness.createTask("cut off");
  await harness.app.db.$executeRaw`UPDATE task SET status = 'PENDING'`;
  const account = (await harness.app.accounts.list())[0];
  await harness.app.db.$executeRaw`
    INSERT INTO attempt (id, task_id, account_id, number, slot_no, state, epoch, holder, webhook_token, sent_at)
    VALUES (gen_random_uuid(), ${task.id}::uuid, ${account?.id}::uuid, 1, 1, 'SENT', 0, 'a process that died/1', 'token', clock_timestamp())`;
  await harness.app.db.$executeRaw`UPDATE task SET current_attempt_id = (SELECT id FROM attempt)`;
  await harness.app.scheduler.tick();
  expect((await harness.says(task.id, "SUBMIT_UNSETTLED")).waiting?.code).toBe("UNSETTLED");
  expect(harness.acceptedPrompts()).toEqual([]);
});
