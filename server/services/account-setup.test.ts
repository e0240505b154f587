import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccountSchema } from "@/lib/account-schemas";
import type { Actor } from "@/lib/actor";
import { createTaskSchema } from "@/lib/task-schemas";
import { anAttempt, aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE } from "../testing/harness";

const GOOD_KEY = "a".repeat(32);
const OTHER_KEY = "b".repeat(32);
const OPERATOR: Actor = { ...ADMIN, role: "operator" };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({
    config: { schedulerEnabled: false },
    simulator: {
      accounts: [
        { key: GOOD_KEY, limit: 3, coins: 500 },
        { key: OTHER_KEY, type: "SHARED", money: 12.5 },
      ],
    },
  });
});
afterAll(() => harness.stop());

const input = (fields: object = {}) =>
  createAccountSchema.parse({ name: "second", baseUrl: harness.simulator.url, apiKey: GOOD_KEY, ...fields });
const create = (fields: object = {}) => harness.app.accountSetup.create(ADMIN, input(fields));
const named = async (name: string) =>
  (await harness.app.accounts.list()).find((account) => account.name === name);
const refusedFor = (field: string, words = "") => ({
  code: "INVALID_INPUT",
  details: { field },
  message: expect.stringContaining(words),
});

/** Gone again after the test, with its key and name free. */
async function withAccount(fields: object, check: (id: string) => Promise<void>): Promise<void> {
  const { id } = await create(fields);
  await check(id);
  await harness.app.accountSetup.remove(ADMIN, id);
}

test("a new account tells at once what RunningHub says of it, and its key never comes out", async () => {
  const made = await create({ slotLimit: 2, minimumBalance: 10 });
  expect(made).toMatchObject({
    name: "second",
    site: "simulator",
    keyHint: "aaaa",
    fromEnvironment: false,
    slotLimit: 2,
    remoteLimit: 3,
    keyType: "NORMAL",
    coins: "500",
    minimumBalance: 10,
    paused: null,
    health: { state: "ok" },
  });
  expect(JSON.stringify(await harness.app.accounts.list())).not.toContain(GOOD_KEY);
  const stored = await harness.app.db.account.findUnique({ where: { id: made.id } });
  expect(JSON.stringify(stored)).not.toContain(GOOD_KEY);
  await harness.app.accountSetup.remove(ADMIN, made.id);
});

test("a key that RunningHub refuses is not kept, and the words say what to check", async () => {
  await expect(create({ apiKey: "c".repeat(32) })).rejects.toMatchObject(
    refusedFor("apiKey", "runninghub.ai"),
  );
  expect(await named("second")).toBeUndefined();
});

test("an account whose site cannot be reached is kept, and its health says why", async () => {
  await withAccount({ baseUrl: "http://127.0.0.1:9", name: "far" }, async () => {
    expect(await named("far")).toMatchObject({
      site: "127.0.0.1:9",
      health: { state: "failing", message: expect.stringContaining("could not be reached") },
    });
  });
});

test("a name or a key that is there already is refused, also of two that come at once", async () => {
  const both = await Promise.allSettled([create({ name: "one" }), create({ name: "two" })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const kept = (await named("one")) ?? (await named("two"));
  await expect(create({ name: "three" })).rejects.toMatchObject(refusedFor("apiKey"));
  await expect(create({ name: kept?.name, apiKey: OTHER_KEY })).rejects.toMatchObject(refusedFor("name"));
  await expect(create({ name: "RunningHub", apiKey: OTHER_KEY })).rejects.toMatchObject(refusedFor("name"));
  await harness.app.accountSetup.remove(ADMIN, kept?.id ?? "");
});

test("another key is tried first, then what was known of the old one is forgotten", async () => {
  await withAccount({}, async (id) => {
    const { db, accountSetup } = harness.app;
    await db.remoteFile.create({ data: { accountId: id, sha256: "x", remoteName: "api/x.png" } });
    await db.account.update({ where: { id }, data: { pausedAt: new Date(), pauseCode: "ACCOUNT_FUNDS" } });
    await expect(accountSetup.update(ADMIN, { id, apiKey: "d".repeat(32) })).rejects.toMatchObject(
      refusedFor("apiKey"),
    );
    expect(await db.remoteFile.count()).toBe(1);
    expect(await accountSetup.update(ADMIN, { id, apiKey: OTHER_KEY, slotLimit: 5 })).toMatchObject({
      keyHint: "bbbb",
      slotLimit: 5,
      keyType: "SHARED",
      money: "12.50",
      paused: null,
    });
    expect(await db.remoteFile.count()).toBe(0);
  });
});

test("what the environment decides is changed there; the minimum balance is not its business", async () => {
  const simulator = await named("Simulator");
  const id = simulator?.id ?? "";
  const update = (fields: object) => harness.app.accountSetup.update(ADMIN, { id, ...fields });
  await expect(update({ slotLimit: 4 })).rejects.toMatchObject(
    refusedFor("slotLimit", "MAX_CONCURRENT_TASKS"),
  );
  await expect(update({ apiKey: GOOD_KEY })).rejects.toMatchObject(
    refusedFor("apiKey", "RUNNINGHUB_API_KEY"),
  );
  await expect(update({ name: "mine" })).rejects.toMatchObject(refusedFor("name"));
  await expect(harness.app.accountSetup.remove(ADMIN, id)).rejects.toMatchObject(refusedFor("id"));
  expect(await update({ name: "Simulator", slotLimit: 1, minimumBalance: 3 })).toMatchObject({
    minimumBalance: 3,
  });
  expect(await update({ minimumBalance: null })).toMatchObject({ minimumBalance: null });
});

test("a raised minimum holds the account at once, and a lowered one lets it go", async () => {
  await withAccount({}, async (id) => {
    const update = (minimumBalance: number) => harness.app.accountSetup.update(ADMIN, { id, minimumBalance });
    expect((await update(500.5)).paused).toMatchObject({
      code: "LOW_BALANCE",
      message: expect.stringContaining("500.5"),
    });
    await expect(harness.app.accounts.resume(ADMIN, id)).rejects.toMatchObject({
      code: "INVALID_TRANSITION",
    });
    expect((await update(500)).paused).toBeNull();
  });
});

test("an account is not removed while a slot is held or a task waits for it", async () => {
  const { id } = await create();
  const { db, accountSetup, taskController } = harness.app;
  const task = await aTask(db, id, { status: "PENDING", site: "simulator" });
  await expect(accountSetup.remove(ADMIN, id)).rejects.toMatchObject({
    code: "ACCOUNT_NEEDED",
    message: expect.stringContaining("1 tasks wait"),
  });
  const attempt = await anAttempt(db, task, id, { state: "ACCEPTED", sentAt: new Date(), remoteId: "1" });
  await db.task.update({ where: { id: task }, data: { status: "STOPPED", completedAt: new Date() } });
  await expect(accountSetup.remove(ADMIN, id)).rejects.toMatchObject({
    code: "ACCOUNT_NEEDED",
    message: expect.stringContaining("1 slots are held"),
  });
  await db.attempt.update({ where: { id: attempt }, data: { releasedAt: new Date(), nextPollAt: null } });
  expect(await accountSetup.remove(ADMIN, id)).toEqual({ id });
  expect(await named("second")).toBeUndefined();

  // What stays: the finished task, which says what it waits for when it is started all the same.
  await taskController.start(ADMIN, task);
  expect((await harness.app.taskQueries.view(task)).waiting).toMatchObject({ code: "NO_ACCOUNT" });
  // What does not: the key, and the name.
  await harness.app.accountCheck.checkAll();
  expect(await db.account.findUnique({ where: { id } })).toMatchObject({ apiKeyCipher: "", apiKeyHash: "" });
  const again = await create();
  await harness.app.taskController.assign(ADMIN, { target: { ids: [task] }, accountId: again.id });
  expect((await harness.app.taskQueries.view(task)).waiting).toMatchObject({ code: "NEXT" });
  await taskController.remove(ADMIN, task);
  await accountSetup.remove(ADMIN, again.id);
});

test("only administrators add, change and remove accounts; operators pause, resume and check them", async () => {
  const { accountSetup, accounts, accountCheck } = harness.app;
  await withAccount({}, async (id) => {
    for (const attempt of [
      () => accountSetup.create(OPERATOR, input()),
      () => accountSetup.update(OPERATOR, { id, slotLimit: 9 }),
      () => accountSetup.remove(OPERATOR, id),
      () => accounts.pause({ ...ADMIN, role: "viewer" }, id),
      () => accountCheck.check({ ...ADMIN, role: "viewer" }, id),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
    await accounts.pause(OPERATOR, id);
    expect((await accountCheck.check(OPERATOR, id)).paused?.code).toBe("PAUSED_BY_PERSON");
    await accounts.resume(OPERATOR, id);
    expect((await accounts.view(id)).paused).toBeNull();
  });
});

test("a new task can be bound to the new account", async () => {
  await withAccount({}, async (id) => {
    const task = await harness.app.taskIntake.create(
      ADMIN,
      createTaskSchema.parse({ workflowId: TEXT_TO_IMAGE.workflowId, accountId: id }),
    );
    expect(task).toMatchObject({ accountId: id, site: "simulator" });
  });
});
