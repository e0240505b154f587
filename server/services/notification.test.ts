import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { HOOK_EVENTS, type HookEvent, type HookFormat } from "@/lib/notification-schemas";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE, until } from "../testing/harness";
import { answerJson, type StubServer, startStubServer } from "../testing/stub-server";

let harness: Harness;
let receiver: StubServer;
beforeAll(async () => {
  harness = await startHarness({ config: { statusCheckIntervalSeconds: 0.2 } });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  receiver = await startStubServer((_request, response) => answerJson(response, { ok: true }));
});
afterEach(async () => {
  await harness.app.db.notificationHook.deleteMany();
  await harness.app.db.notificationNews.deleteMany();
  await receiver.close();
});

const SECRET = "top secret of the hook";

async function addHook(
  events: readonly HookEvent[],
  { format = "json" as HookFormat } = {},
): Promise<string> {
  const { id } = await harness.app.notifications.create(ADMIN, {
    name: "Studio",
    format,
    locale: "en",
    events: [...events],
    url: `${receiver.url}/hook/0123456789abcdef`,
    secret: SECRET,
  });
  return id;
}

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}
const told = (): Told[] => receiver.requests.map(({ body }) => JSON.parse(body.toString()));
const logOf = (hookId: string) => harness.app.notifications.log(ADMIN, hookId);
const arrived = (count = 1) => until(`${count} messages`, async () => told().length >= count && told());

/** Everything that is waiting for its next try is due now. */
async function timePasses(): Promise<void> {
  await harness.app.db
    .$executeRaw`UPDATE notification_delivery SET next_try_at = clock_timestamp() WHERE state = 'PENDING'`;
  harness.app.scheduler.kick();
}

async function aBatch(prompts: readonly string[]): Promise<string> {
  const { workflowId, nodeId, fieldName } = TEXT_TO_IMAGE;
  const { batchId } = await harness.app.taskIntake.createBulk(ADMIN, {
    name: "April",
    tasks: prompts.map((fieldValue) => ({
      workflowId,
      nodeInfoList: [{ nodeId, fieldName, fieldValue }],
      start: true,
    })),
  });
  return batchId;
}

test("the end of a batch is told once, with its counts and a signature over time and body", async () => {
  const hookId = await addHook(["batchEnded"]);
  const batchId = await aBatch(["a lighthouse", "a harbour", "a pier"]);
  const [message] = await arrived();
  expect(message).toMatchObject({
    event: "batchEnded",
    data: { batchId, name: "April", counts: { SUCCESS: 3, FAILED: 0 } },
  });
  const [request] = receiver.requests;
  const { t, v1 } = Object.fromEntries(
    String(request?.headers["x-hubqueue-signature"])
      .split(",")
      .map((part) => part.split("=")),
  );
  expect(v1).toBe(createHmac("sha256", SECRET).update(`${t}.${request?.body}`).digest("hex"));
  expect(request?.headers["x-hubqueue-id"]).toBe(message?.id);
  const log = await until("the record", async () => {
    const entries = await logOf(hookId);
    return entries[0]?.state === "DELIVERED" && entries;
  });
  expect(log).toMatchObject([{ event: "batchEnded", tries: 1, httpStatus: 200, nextTryAt: null }]);
  expect(told()).toHaveLength(1);
});

test("a batch whose last open task is deleted is told as ended, and not once more when an ended one goes", async () => {
  await addHook(["batchEnded"]);
  const { workflowId, nodeId, fieldName } = TEXT_TO_IMAGE;
  const { batchId } = await harness.app.taskIntake.createBulk(ADMIN, {
    name: "May",
    tasks: ["a quay", "a mole", "a jetty"].map((fieldValue) => ({
      workflowId,
      nodeInfoList: [{ nodeId, fieldName, fieldValue }],
      start: false,
    })),
  });
  const [first, second, open] = await harness.app.db.task.findMany({
    where: { batchId },
    orderBy: { batchRow: "asc" },
  });
  for (const task of [first, second]) {
    await harness.app.taskController.start(ADMIN, task?.id ?? "");
    await harness.reaches(task?.id ?? "", "SUCCESS");
  }
  await harness.app.taskController.remove(ADMIN, open?.id ?? "");
  const [message] = await arrived();
  expect(message).toMatchObject({
    event: "batchEnded",
    data: { batchId, counts: { SUCCESS: 2, READY: 0 } },
  });
  await harness.app.taskController.remove(ADMIN, first?.id ?? "");
  expect(await harness.app.db.notificationNews.count()).toBe(0);
  expect(told()).toHaveLength(1);
});

test("what the receiver cannot take is tried again under the same id until it does", async () => {
  const hookId = await addHook(["batchEnded"]);
  receiver.handle((_request, response, count) => answerJson(response, {}, count < 3 ? 500 : 200));
  await aBatch(["a dune"]);
  for (const count of [1, 2]) {
    await arrived(count);
    await until("the record of the try", async () => (await logOf(hookId))[0]?.tries === count);
    expect((await logOf(hookId))[0]).toMatchObject({ state: "PENDING", httpStatus: 500 });
    await timePasses();
  }
  await until("delivery", async () => (await logOf(hookId))[0]?.state === "DELIVERED");
  expect(new Set(told().map(({ id }) => id)).size).toBe(1);
  expect(told()).toHaveLength(3);
});

test("what is refused for good is given up at once, and can be sent again by a person", async () => {
  const hookId = await addHook(["batchEnded"]);
  receiver.handle((_request, response) => answerJson(response, { error: `no ${SECRET}` }, 403));
  await aBatch(["a creek"]);
  const [entry] = await until("the end of it", async () => {
    const log = await logOf(hookId);
    return log[0]?.state === "GIVEN_UP" && log;
  });
  expect(entry).toMatchObject({ tries: 1, httpStatus: 403 });
  expect(entry?.answer).toBe('{"error":"no [redacted]"}');
  receiver.handle((_request, response) => answerJson(response, {}));
  await harness.app.notifications.sendAgain(ADMIN, entry?.id ?? "");
  await until("delivery", async () => (await logOf(hookId))[0]?.state === "DELIVERED");
  expect(told().map(({ id }) => id)).toEqual([entry?.id, entry?.id]);
});

test("after its last try it is given up, and the log says so", async () => {
  const hookId = await addHook(["batchEnded"]);
  receiver.handle((_request, response) => answerJson(response, {}, 503));
  await aBatch(["a reef"]);
  await until("the first try", async () => (await logOf(hookId))[0]?.tries === 1);
  await harness.app.db.notificationDelivery.updateMany({ data: { tries: 11 } });
  await timePasses();
  await until("the end of it", async () => (await logOf(hookId))[0]?.state === "GIVEN_UP");
});

test("tasks that fail together are told together, each with its reason", async () => {
  await addHook(["taskFailed"]);
  const ids: string[] = [];
  for (const prompt of ["a marsh", "a moor"])
    ids.push((await harness.createTask(prompt, { start: false })).id);
  // As a look would: one statement, so that one pass finds both.
  await harness.app.db.$executeRaw`
    UPDATE task SET status = 'FAILED', reason_code = 'RUN_FAILED', reason_message = 'boom', completed_at = clock_timestamp()
    WHERE id = ANY(${ids}::uuid[])`;
  await harness.app.db.$executeRaw`
    INSERT INTO task_event (task_id, type, from_status, to_status, actor)
    SELECT unnest(${ids}::uuid[]), 'failed', 'RUNNING', 'FAILED', 'test'`;
  const [message] = await arrived();
  expect(message).toMatchObject({
    event: "taskFailed",
    data: { count: 2, tasks: [{ id: ids[0], reason: { code: "RUN_FAILED" } }, { id: ids[1] }] },
  });
});

test("a workflow that is held is told with its failures and the last reason", async () => {
  await addHook(["breakerOpened"]);
  const task = await harness.createTask("a heath", { start: false });
  await harness.app.db.$executeRaw`
    INSERT INTO workflow_breaker (kind, workflow_id, workflow_name, failures, opened_at, reason_code, reason_message)
    VALUES (${task.kind}, ${task.workflowId}, 'Heaths', 5, clock_timestamp(), 'RUN_FAILED', 'boom')`;
  await harness.app.db.$executeRaw`
    INSERT INTO task_event (task_id, type, code, actor) VALUES (${task.id}::uuid, 'breakerOpened', 'RUN_FAILED', 'queue')`;
  const messages = await arrived();
  expect(messages).toMatchObject([
    {
      event: "breakerOpened",
      data: { workflowId: task.workflowId, failures: 5, reason: { code: "RUN_FAILED", message: "boom" } },
    },
  ]);
  await harness.app.db.workflowBreaker.deleteMany();
});

test("an account that pauses itself is told, one that a person pauses is not", async () => {
  await addHook(["accountPaused"]);
  const [account] = await harness.app.accounts.list();
  const id = account?.id ?? "";
  await harness.app.accounts.pause(ADMIN, id);
  await harness.app.accounts.resume(ADMIN, id);
  await harness.app.db.$executeRaw`
    UPDATE account SET paused_at = clock_timestamp(), pause_code = 'ACCOUNT_FUNDS', pause_message = 'no coins'
    WHERE id = ${id}::uuid`;
  const messages = await arrived();
  expect(messages).toMatchObject([
    {
      event: "accountPaused",
      data: { accountId: id, reason: { code: "ACCOUNT_FUNDS", message: "no coins" } },
    },
  ]);
  await harness.app.accounts.resume(ADMIN, id);
});

test("a queue that stands still is told once, until it moves again", async () => {
  await addHook(["queueStuck"]);
  await harness.app.queue.resume(ADMIN);
  const [account] = await harness.app.accounts.list();
  await harness.app.accounts.pause(ADMIN, account?.id ?? "");
  const task = await harness.createTask("a fjord");
  const lease = await until("the lease", async () => {
    const row = await harness.app.db.schedulerLease.findFirst();
    return row && { holder: row.holder, epoch: row.epoch };
  });
  const watch = () => harness.app.notificationRunner.watch(lease);
  await watch();
  expect(await harness.app.db.notificationDelivery.count()).toBe(0);
  // The database's clock cannot be moved; what it is compared with can.
  const past = new Date(Date.now() - 35 * 60_000);
  await harness.app.db.attempt.updateMany({ data: { endedAt: past } });
  await harness.app.db.setting.updateMany({ data: { updatedAt: past } });
  await harness.app.db.task.update({ where: { id: task.id }, data: { queuedAt: past } });
  await watch();
  await watch();
  const [message] = await arrived();
  expect(message).toMatchObject({
    event: "queueStuck",
    data: { minutes: 35, waiting: 1, slotsTaken: 0 },
  });
  expect(await harness.app.db.notificationDelivery.count()).toBe(1);
  await harness.app.taskController.stop(ADMIN, task.id);
  await harness.app.accounts.resume(ADMIN, account?.id ?? "");
});

test("a test tells at once what the receiver answers, and is not part of the log", async () => {
  const hookId = await addHook(HOOK_EVENTS);
  expect(await harness.app.notifications.test(ADMIN, hookId)).toMatchObject({
    delivered: true,
    httpStatus: 200,
    answer: '{"ok":true}',
  });
  expect(told()).toMatchObject([{ event: "test" }]);
  expect(await logOf(hookId)).toEqual([]);
});

test("address and secret are stored encrypted and never come back", async () => {
  const id = await addHook(["batchEnded"]);
  const row = await harness.app.db.notificationHook.findUniqueOrThrow({ where: { id } });
  const [view] = await harness.app.notifications.list();
  for (const text of [JSON.stringify(row), JSON.stringify(view)]) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain("0123456789abcdef");
  }
  expect(view).toMatchObject({ hasSecret: true, urlHint: `${new URL(receiver.url).host}/…cdef` });
});

test("a change leaves address and secret unless it names them", async () => {
  const id = await addHook(["batchEnded"]);
  const wishes = { id, name: "Group", format: "json", locale: "zh", events: ["taskFailed"] } as const;
  await harness.app.notifications.change(ADMIN, { ...wishes, events: [...wishes.events] });
  await harness.app.notifications.test(ADMIN, id);
  expect(receiver.requests[0]?.headers["x-hubqueue-signature"]).toBeDefined();
  await harness.app.notifications.change(ADMIN, { ...wishes, events: [...wishes.events], secret: null });
  await harness.app.notifications.test(ADMIN, id);
  expect(receiver.requests[1]?.headers["x-hubqueue-signature"]).toBeUndefined();
  expect(await harness.app.notifications.list()).toMatchObject([{ name: "Group", hasSecret: false }]);
});

test("who only looks neither changes anything nor reads the log", async () => {
  const viewer: Actor = { kind: "user", id: "v", name: "v@example.com", role: "viewer" };
  const id = await addHook(["batchEnded"]);
  const { notifications } = harness.app;
  for (const attempt of [
    () => notifications.remove(viewer, id),
    () => notifications.test(viewer, id),
    () => notifications.log(viewer, id),
    () => notifications.sendAgain(viewer, id),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("without anybody to tell, nothing is written down", async () => {
  const task = await harness.createTask("a bay");
  await harness.reaches(task.id, "SUCCESS");
  expect(await harness.app.db.notificationNews.count()).toBe(0);
});
