/** So many tasks may wait and no more, whoever asks, by whatever door, and at the same time. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { NO_LINE_LIMITS } from "@/lib/line-limits";
import { createOneTaskSchema } from "@/lib/task-schemas";
import type { Container } from "../container";
import { aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";

let harness: Harness;
let other: Container;
beforeAll(async () => {
  harness = await startHarness();
  other = harness.another({ schedulerEnabled: false });
  await harness.app.queue.pause(ADMIN);
});
afterEach(async () => {
  await harness.app.lineLimits.set(ADMIN, NO_LINE_LIMITS);
  await harness.app.db.task.deleteMany();
});
afterAll(async () => {
  await other.stop();
  await harness.stop();
});

const ADA: Actor = { kind: "user", id: "ada", name: "ada@example.org", role: "operator" };
const ADAS_TOKEN: Actor = { kind: "token", id: "t1", name: "ada (ci)", role: "operator", ownerId: "ada" };
const GRACE: Actor = { kind: "user", id: "grace", name: "grace@example.org", role: "operator" };
const SERVICE: Actor = { kind: "token", id: "t2", name: "a service", role: "operator", ownerId: null };
const FULL = { code: "TOO_MANY_WAITING" };

const limit = (limits: Partial<typeof NO_LINE_LIMITS>) =>
  harness.app.lineLimits.set(ADMIN, { ...NO_LINE_LIMITS, ...limits });
const create = (
  actor: Actor,
  { start = true, id }: { start?: boolean; id?: string } = {},
  app = harness.app,
) => app.taskIntake.create(actor, createOneTaskSchema.parse({ workflowId: "1", start, id }));
const batch = (actor: Actor, size: number, start = true) =>
  harness.app.taskIntake.createBulk(actor, {
    tasks: Array.from({ length: size }, () => ({ workflowId: "1", start })),
  });
const waiting = () => harness.app.db.task.count({ where: { status: "PENDING", deletedAt: null } });
const done = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === "fulfilled").length;

describe("the limit of all", () => {
  test("is never passed, however many race for the last places in two processes", async () => {
    await limit({ waitingTasks: 5 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 24 }, (_, n) =>
        create(n % 3 === 0 ? ADA : GRACE, {}, n % 2 === 0 ? harness.app : other),
      ),
    );
    expect([done(outcomes), await waiting(), await harness.app.db.task.count()]).toEqual([5, 5, 5]);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject(FULL);
  });

  test("takes a batch whole or not at all, says how many fit, and keeps nothing of one that was refused", async () => {
    await limit({ waitingTasks: 10 });
    await batch(ADA, 7);
    await expect(batch(ADA, 4)).rejects.toMatchObject({
      ...FULL,
      details: { reason: "everybody", facts: { most: "10", free: "3", asked: "4" } },
    });
    const { task, batch: batches, nodeInput } = harness.app.db;
    expect([await task.count(), await batches.count(), await nodeInput.count()]).toEqual([7, 1, 0]);
    await batch(ADA, 3);
    expect(await waiting()).toBe(10);
  });

  test("two batches that fit alone, but not together: one is taken", async () => {
    await limit({ waitingTasks: 100 });
    expect(done(await Promise.allSettled([batch(ADA, 60), batch(GRACE, 60)]))).toBe(1);
    expect(await waiting()).toBe(60);
  });

  test("says nothing about tasks that are kept without starting", async () => {
    await limit({ waitingTasks: 1 });
    await create(ADA);
    await batch(ADA, 20, false);
    expect([await waiting(), await harness.app.db.task.count()]).toEqual([1, 21]);
  });

  test("answers a call that is sent again although the line is full by now", async () => {
    await limit({ waitingTasks: 1 });
    const id = randomUUID();
    await create(ADA, { id });
    expect((await create(ADA, { id })).id).toBe(id);
  });

  test("holds for a task that is started, restarted or run again", async () => {
    const { app } = harness;
    const [first, second] = [await create(ADA, { start: false }), await create(ADA)];
    await app.taskController.stop(ADA, second.id);
    await limit({ waitingTasks: 1 });
    await app.taskController.start(ADA, first.id);
    await expect(app.taskController.start(ADA, second.id)).rejects.toMatchObject(FULL);
    expect((await app.taskQueries.view(second.id)).status).toBe("STOPPED");
    await expect(app.taskAgain.runAgain(ADA, first.id, { start: true })).rejects.toMatchObject(FULL);
    expect(await app.taskController.batch(ADA, "start", { ids: [second.id] })).toMatchObject({
      failed: [{ id: second.id, code: "TOO_MANY_WAITING" }],
    });
    await app.taskController.stop(ADA, first.id);
    await app.taskController.start(ADA, second.id);
    expect(await waiting()).toBe(1);
  });

  test("is not passed by starts at the same time", async () => {
    const tasks = await Promise.all(Array.from({ length: 8 }, () => create(ADA, { start: false })));
    await limit({ waitingTasks: 3 });
    const starts = tasks.map(({ id }, n) => (n % 2 ? other : harness.app).taskController.start(ADA, id));
    expect([done(await Promise.allSettled(starts)), await waiting()]).toEqual([3, 3]);
  });

  test("of an operation takes as many as fit, the oldest first; the rest is refused, and taken when there is room", async () => {
    const { app } = harness;
    const account = (await app.accounts.list())[0]?.id ?? "";
    const ids: string[] = [];
    for (let n = 0; n < 10; n += 1)
      ids.push(await aTask(app.db, account, { createdAt: new Date(Date.UTC(2026, 0, 1, 0, n)) }));
    await limit({ waitingTasks: 4 });
    const ended = async (id: string) =>
      until("the end of the operation", async () => {
        const view = await app.bulkOperations.get(id);
        return view.finishedAt && view;
      });
    const { id } = await app.bulkOperations.request(ADA, {
      id: randomUUID(),
      action: "start",
      target: { ids },
    });
    expect(await ended(id)).toMatchObject({ succeeded: 4, failed: 6 });
    const { groups } = await app.bulkOperations.failures(id);
    expect(groups).toMatchObject([{ code: "TOO_MANY_WAITING", statusBefore: "READY", count: 6 }]);
    const inLine = await app.db.task.findMany({ where: { status: "PENDING" } });
    expect(new Set(inLine.map((task) => task.id))).toEqual(new Set(ids.slice(0, 4)));

    await limit({ waitingTasks: 100 });
    const again = { id: randomUUID(), action: "start", target: { failedOf: id } } as const;
    await app.bulkOperations.request(ADA, again);
    expect(await ended(again.id)).toMatchObject({ succeeded: 6, failed: 0 });
  });

  test("lowered below what waits, it stops nothing and lets nothing in", async () => {
    await batch(ADA, 5);
    await limit({ waitingTasks: 2 });
    expect(await harness.app.lineLimits.room(ADA)).toEqual({ free: 0, most: 2, whose: "everybody" });
    await expect(create(ADA)).rejects.toMatchObject(FULL);
    expect(await waiting()).toBe(5);
  });

  test("does not keep an undo from putting back what had its place", async () => {
    const { app } = harness;
    const task = await create(ADA);
    await app.taskController.remove(ADA, task.id);
    await limit({ waitingTasks: 1 });
    await create(GRACE);
    expect((await app.taskController.restore(ADA, task.id)).status).toBe("PENDING");
  });
});

describe("the limit of a person", () => {
  test("counts the person's tokens with the person, and nobody else", async () => {
    await limit({ waitingTasksPerPerson: 2 });
    await create(ADA);
    await create(ADAS_TOKEN);
    await expect(create(ADAS_TOKEN)).rejects.toMatchObject({ ...FULL, details: { reason: "person" } });
    await expect(create(ADA)).rejects.toMatchObject(FULL);
    await create(GRACE);
    expect(await harness.app.lineLimits.room(GRACE)).toEqual({ free: 1, most: 2, whose: "person" });
  });

  test("counts a service's token by itself", async () => {
    await limit({ waitingTasksPerPerson: 1 });
    await create(SERVICE);
    await create(ADA);
    await expect(create(SERVICE)).rejects.toMatchObject(FULL);
  });

  test("counts a task for whoever put it in line last", async () => {
    const { app } = harness;
    await limit({ waitingTasksPerPerson: 1 });
    const task = await create(ADA);
    await app.taskController.stop(GRACE, task.id);
    await app.taskController.start(GRACE, task.id);
    await create(ADA);
    await expect(create(GRACE)).rejects.toMatchObject(FULL);
  });

  test("is never passed by one person's race in two processes", async () => {
    await limit({ waitingTasksPerPerson: 4 });
    const creates = Array.from({ length: 16 }, (_, n) =>
      create(n % 2 ? ADA : ADAS_TOKEN, {}, n % 3 ? harness.app : other),
    );
    expect([done(await Promise.allSettled(creates)), await waiting()]).toEqual([4, 4]);
  });
});

test("a place is free again when a task has left the line", async () => {
  const { app } = harness;
  await limit({ waitingTasks: 1, waitingTasksPerPerson: 1 });
  const task = await harness.createTask("the only one");
  await app.queue.resume(ADMIN);
  await harness.reaches(task.id, "SUCCESS");
  await app.queue.pause(ADMIN);
  expect(await app.lineLimits.room(ADMIN)).toMatchObject({ free: 1 });
  await create(ADMIN);
});

test("limits are set by administrators, and the audit log tells of it", async () => {
  const limits = { waitingTasks: 10, waitingTasksPerPerson: null };
  await expect(harness.app.lineLimits.set(ADA, limits)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await harness.app.lineLimits.set(ADMIN, limits);
  expect(await harness.app.lineLimits.get()).toEqual(limits);
  const { items } = await harness.app.audit.page(ADMIN, { action: "queue.limitsChanged", limit: 1 });
  expect(items).toMatchObject([{ actor: { name: ADMIN.name }, changed: limits }]);
});
