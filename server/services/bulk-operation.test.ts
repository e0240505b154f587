import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import type { OperationItem, OperationView, RequestOperation } from "@/lib/operation-schemas";
import type { TaskStatus } from "@/lib/task-status";
import type { Container } from "../container";
import { anAttempt, aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";

let harness: Harness;
let accountId: string;
beforeAll(async () => {
  harness = await startHarness();
  accountId = (await harness.app.accounts.list())[0]?.id ?? "";
  await harness.app.queue.pause(ADMIN);
});
afterEach(
  () => harness.app.db.$executeRaw`UPDATE task SET deleted_at = '2026-01-01' WHERE deleted_at IS NULL`,
);
afterAll(() => harness.stop());

const VIEWER: Actor = { kind: "user", id: "v", name: "viewer@example.com", role: "viewer" };
const NOWHERE = "01890000-0000-7000-8000-00000000dead";
const EVERYTHING = { filter: {} } as const;

const inStatus = (status: TaskStatus, more: object = {}) =>
  aTask(harness.app.db, accountId, {
    status,
    completedAt: ["SUCCESS", "FAILED", "STOPPED"].includes(status) ? new Date() : null,
    reasonCode: status === "FAILED" ? "RUN_FAILED" : null,
    ...more,
  });

/** So many tasks at once, each a millisecond younger than the one before. */
async function many(count: number, status: TaskStatus): Promise<void> {
  await harness.app.db.$executeRaw`
    INSERT INTO task (id, workflow_id, workflow_name, account_id, site, node_count, status, queued_at, created_at)
    SELECT gen_random_uuid(), '1', 'task ' || n, ${accountId}::uuid, 'site.test', 1, ${status},
      CASE WHEN ${status} = 'PENDING' THEN '2026-01-01'::timestamptz END, now() - n * interval '1 millisecond'
    FROM generate_series(1, ${count}::int) n`;
}
const tasksIn = async (status: TaskStatus) => (await harness.app.taskQueries.counts())[status];

const request = (input: Omit<RequestOperation, "id"> & { id?: string }, app = harness.app) =>
  app.bulkOperations.request(ADMIN, { id: randomUUID(), ...input });
const undo = (operation: OperationView, as = randomUUID()) =>
  harness.app.bulkOperations.undo(ADMIN, operation.id, { id: as });
const ended = ({ id }: OperationView) =>
  until(
    "the operation to end",
    async () => {
      const view = await harness.app.bulkOperations.get(id);
      return view.finishedAt === null ? null : view;
    },
    60_000,
  );
const done = async (input: Omit<RequestOperation, "id">) => ended(await request(input));

async function itemsOf({ id }: OperationView): Promise<OperationItem[]> {
  const items: OperationItem[] = [];
  for await (const page of (await harness.app.bulkOperations.report(id)).pages) items.push(...page);
  return items;
}
const timesOf = async (type: string): Promise<number> => {
  const rows = await harness.app.db.$queryRaw<{ most: number; tasks: number }[]>`
    SELECT coalesce(max(n), 0)::int AS most, count(*)::int AS tasks FROM (
      SELECT count(*) AS n FROM task_event e JOIN task t ON t.id = e.task_id AND t.deleted_at IS NULL
      WHERE e.type = ${type} GROUP BY task_id) each`;
  return rows[0]?.most === 1 ? rows[0].tasks : -1;
};

test("what is asked for many is done to each, refused by the rules of one, and told task by task", async () => {
  const [ready, running, failed] = [
    await inStatus("READY"),
    await inStatus("RUNNING"),
    await inStatus("FAILED"),
  ];
  const operation = await done({ action: "start", target: { ids: [failed, NOWHERE, running, ready] } });
  expect(operation).toMatchObject({ state: "finished", requested: 4, succeeded: 2, failed: 2, skipped: 0 });
  expect(
    (await itemsOf(operation)).map(({ id, outcome, code, statusBefore, status }) => [
      id,
      outcome,
      code,
      statusBefore,
      status,
    ]),
  ).toEqual([
    [ready, "done", null, "READY", "PENDING"],
    [running, "failed", "INVALID_TRANSITION", "RUNNING", "RUNNING"],
    [failed, "done", null, "FAILED", "PENDING"],
    [NOWHERE, "failed", "TASK_NOT_FOUND", null, null],
  ]);
  const { groups } = await harness.app.bulkOperations.failures(operation.id);
  expect(groups.map(({ code, count, items }) => [code, count, items[0]?.id])).toEqual([
    ["INVALID_TRANSITION", 1, running],
    ["TASK_NOT_FOUND", 1, NOWHERE],
  ]);
});

test("the failed ones of an operation are the target of another", async () => {
  const [ready, running] = [await inStatus("READY"), await inStatus("RUNNING")];
  const first = await done({ action: "start", target: { ids: [ready, running] } });
  await harness.app.taskController.stop(ADMIN, running);
  const second = await done({ action: "start", target: { failedOf: first.id } });
  expect(second).toMatchObject({ requested: 1, succeeded: 1 });
  expect(await harness.status(running)).toBe("PENDING");
});

test("a stop asks for the cancel of what is on RunningHub, and says that it cannot be taken back there", async () => {
  const [active, waiting] = [await inStatus("RUNNING"), await inStatus("PENDING")];
  const attempt = await anAttempt(harness.app.db, active, accountId, {
    state: "ACCEPTED",
    remoteId: "r1",
    sentAt: new Date(),
    releasedAt: null,
  });
  await harness.app.db.task.update({ where: { id: active }, data: { currentAttemptId: attempt } });
  const stopped = await done({ action: "stop", target: { ids: [active, waiting] } });
  expect(stopped).toMatchObject({ succeeded: 2 });
  const { cancelRequestAt } = await harness.app.db.attempt.findUniqueOrThrow({ where: { id: attempt } });
  expect(cancelRequestAt).not.toBeNull();
  const undone = await ended(await undo(stopped));
  expect((await itemsOf(undone)).map(({ id, code }) => [id, code])).toEqual([
    [active, "WAS_ON_RUNNINGHUB"],
    [waiting, null],
  ]);
  expect([await harness.status(active), await harness.status(waiting)]).toEqual(["STOPPED", "PENDING"]);
});

test("ten thousand are stopped and put back in line, each once, at the place and with the time they had", async () => {
  await many(10_000, "PENDING");
  const stopped = await done({ action: "stop", target: EVERYTHING });
  expect(stopped).toMatchObject({ requested: 10_000, succeeded: 10_000, failed: 0 });
  expect(await tasksIn("STOPPED")).toBe(10_000);
  expect(stopped.undoableUntil).not.toBeNull();
  const undone = await ended(await undo(stopped));
  expect(undone).toMatchObject({
    action: "undo",
    undoes: { id: stopped.id, action: "stop" },
    succeeded: 10_000,
  });
  expect([await tasksIn("STOPPED"), await tasksIn("PENDING")]).toEqual([0, 10_000]);
  expect([await timesOf("stop"), await timesOf("stopUndone")]).toEqual([10_000, 10_000]);
  const kept = await harness.app.db.task.count({
    where: { deletedAt: null, queuedAt: new Date("2026-01-01") },
  });
  expect(kept).toBe(10_000);
}, 90_000);

test("oldest first, whatever the order of the ids", async () => {
  await many(30, "READY");
  const items = await itemsOf(await done({ action: "start", target: EVERYTHING }));
  expect(items.map(({ name }) => name)).toEqual(Array.from({ length: 30 }, (_, n) => `task ${30 - n}`));
});

test("an undone delete brings back what was deleted by it, and nothing else", async () => {
  const [mine, other] = [await inStatus("SUCCESS"), await inStatus("READY")];
  await harness.app.taskController.remove(ADMIN, other);
  const deleted = await done({ action: "delete", target: { ids: [mine, other] } });
  expect(deleted).toMatchObject({ succeeded: 1, failed: 1 });
  const undone = await ended(await undo(deleted));
  expect(undone).toMatchObject({ requested: 1, succeeded: 1 });
  expect(await harness.status(mine)).toBe("SUCCESS");
  await expect(harness.status(other)).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
});

test("what waited in line when it was deleted waits there again when it is brought back, one or many", async () => {
  const inLine = { queuedAt: new Date("2026-01-01"), createdAt: new Date("2026-01-01") };
  const [waiting, alone] = [await inStatus("PENDING", inLine), await inStatus("PENDING", inLine)];
  const active = await inStatus("RUNNING");
  const attempt = await anAttempt(harness.app.db, active, accountId, {
    state: "ACCEPTED",
    slotNo: 2,
    remoteId: "r2",
    sentAt: new Date(),
  });
  await harness.app.db.task.update({ where: { id: active }, data: { currentAttemptId: attempt } });
  const undone = await ended(
    await undo(await done({ action: "delete", target: { ids: [waiting, active] } })),
  );
  expect(new Map((await itemsOf(undone)).map(({ id, status }) => [id, status]))).toEqual(
    new Map([
      [waiting, "PENDING"],
      [active, "STOPPED"],
    ]),
  );
  await harness.app.taskController.remove(ADMIN, alone);
  expect(await harness.app.taskController.restore(ADMIN, alone)).toMatchObject({ status: "PENDING" });
  for (const id of [waiting, alone])
    expect(await harness.app.db.task.findUniqueOrThrow({ where: { id } })).toMatchObject(inLine);
  expect([await harness.status(waiting), await harness.status(active)]).toEqual(["PENDING", "STOPPED"]);
});

test("an undo changes nothing that somebody has touched since", async () => {
  const [left, restarted, moved, removed] = [
    await inStatus("PENDING"),
    await inStatus("PENDING"),
    await inStatus("PENDING"),
    await inStatus("PENDING"),
  ];
  const { taskController } = harness.app;
  const stopped = await done({ action: "stop", target: { ids: [left, restarted, moved, removed] } });
  await taskController.start(ADMIN, restarted);
  await taskController.stop(ADMIN, restarted);
  await taskController.assign(ADMIN, { target: { ids: [moved] }, accountId });
  await taskController.remove(ADMIN, removed);
  const undone = await ended(await undo(stopped));
  expect(undone).toMatchObject({ succeeded: 1, failed: 3 });
  expect((await itemsOf(undone)).map(({ code }) => code)).toEqual([
    null,
    "CHANGED_SINCE",
    "CHANGED_SINCE",
    "CHANGED_SINCE",
  ]);
  expect([await harness.status(left), await harness.status(restarted)]).toEqual(["PENDING", "STOPPED"]);
});

test("an undo of a delete leaves alone what was brought back and deleted again", async () => {
  const id = await inStatus("READY");
  const deleted = await done({ action: "delete", target: { ids: [id] } });
  await harness.app.taskController.restore(ADMIN, id);
  await harness.app.taskController.remove(ADMIN, id);
  expect(await ended(await undo(deleted))).toMatchObject({ succeeded: 0, failed: 1 });
});

test("the same id at the same time is one operation; another request under it is refused", async () => {
  const id = randomUUID();
  await many(300, "READY");
  const other = harness.another();
  const same = { id, action: "start", target: EVERYTHING } as const;
  const answers = await Promise.all([
    request(same),
    request(same, other),
    request(same),
    request(same, other),
  ]);
  expect(new Set(answers.map((answer) => answer.id))).toEqual(new Set([id]));
  await ended(answers[0]);
  expect(await timesOf("start")).toBe(300);
  expect(await request(same)).toMatchObject({ id, state: "finished", succeeded: 300 });
  await expect(request({ ...same, action: "stop" })).rejects.toMatchObject({ code: "OPERATION_ID_TAKEN" });
  await expect(request({ ...same, target: { filter: { q: "x" } } })).rejects.toMatchObject({
    code: "OPERATION_ID_TAKEN",
  });
  await other.stop();
});

test("two undos at once are one", async () => {
  await many(300, "PENDING");
  const stopped = await done({ action: "stop", target: EVERYTHING });
  const [first, second] = await Promise.all([undo(stopped), undo(stopped)]);
  expect(first?.id).toBe(second?.id);
  expect(await ended(first)).toMatchObject({ succeeded: 300 });
  expect(await timesOf("stopUndone")).toBe(300);
  expect(await harness.app.bulkOperations.get(stopped.id)).toMatchObject({
    undoneBy: first.id,
    undoableUntil: null,
  });
});

/** Somebody holds a task in the middle, so that the work waits there. @returns lets go */
async function holdOne(position: number): Promise<() => Promise<void>> {
  const { db } = harness.app;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isHeld = () => {};
  const holding = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const holder = db.$transaction(async (tx) => {
    await tx.$queryRaw`
      SELECT 1 FROM task WHERE id = (
        SELECT id FROM task WHERE deleted_at IS NULL ORDER BY created_at, id OFFSET ${position}::int LIMIT 1) FOR UPDATE`;
    isHeld();
    await held;
  });
  await holding;
  return async () => {
    letGo();
    await holder;
  };
}
const someDone = ({ id }: OperationView) =>
  until("the first chunk", async () => (await harness.app.bulkOperations.get(id)).succeeded > 0);

test("aborted in the middle: what is done stays done, the rest is skipped and told so", async () => {
  await many(1_000, "PENDING");
  const letGo = await holdOne(500);
  const operation = await request({ action: "stop", target: EVERYTHING });
  await someDone(operation);
  const aborting = harness.app.bulkOperations.abort(ADMIN, operation.id);
  await letGo();
  const aborted = await aborting;
  expect(aborted).toMatchObject({ state: "aborted", abortedBy: ADMIN.name, requested: 1_000, failed: 0 });
  expect(aborted.skipped).toBeGreaterThan(0);
  expect([await tasksIn("STOPPED"), await tasksIn("PENDING")]).toEqual([aborted.succeeded, aborted.skipped]);
  const items = await itemsOf(aborted);
  expect(items.filter(({ outcome }) => outcome === "skipped")).toHaveLength(aborted.skipped);
  expect(items.at(-1)).toMatchObject({ outcome: "skipped", code: "ABORTED" });
  expect(await harness.app.bulkOperations.abort(ADMIN, operation.id)).toEqual(aborted);
  expect(await ended(await undo(aborted))).toMatchObject({ requested: aborted.succeeded, failed: 0 });
  expect(await tasksIn("PENDING")).toBe(1_000);
});

test("an abort does not have to wait until all is done", async () => {
  await many(5_000, "PENDING");
  const operation = await request({ action: "stop", target: EVERYTHING });
  await someDone(operation);
  const aborted = await harness.app.bulkOperations.abort(ADMIN, operation.id);
  expect(aborted.state).toBe("aborted");
  expect(aborted.skipped).toBeGreaterThan(1_000);
});

test("a small operation does not wait for a large one", async () => {
  await many(1_000, "PENDING");
  const small = await inStatus("READY");
  const letGo = await holdOne(900);
  const large = await request({ action: "stop", target: { filter: { status: ["PENDING"] } } });
  const operation = await done({ action: "delete", target: { ids: [small] } });
  expect(operation.succeeded).toBe(1);
  expect((await harness.app.bulkOperations.get(large.id)).finishedAt).toBeNull();
  await letGo();
  expect(await ended(large)).toMatchObject({ succeeded: 1_000 });
});

test("a task that cannot be done is told as such, and the others of its chunk are done", async () => {
  await many(20, "READY");
  const bad = await inStatus("READY", { workflowName: "cursed" });
  const { db } = harness.app;
  await db.$executeRawUnsafe(
    `ALTER TABLE task ADD CONSTRAINT cursed CHECK (workflow_name <> 'cursed' OR status = 'READY')`,
  );
  const operation = await done({ action: "start", target: EVERYTHING });
  await db.$executeRawUnsafe(`ALTER TABLE task DROP CONSTRAINT cursed`);
  expect(operation).toMatchObject({ requested: 21, succeeded: 20, failed: 1 });
  expect((await itemsOf(operation)).filter(({ code }) => code !== null)).toMatchObject([
    { id: bad, code: "INTERNAL" },
  ]);
});

test("a retry of a batch's failed ones leaves alone a failed run whose row has been run again since", async () => {
  const batchId = randomUUID();
  await harness.app.db.batch.create({ data: { id: batchId } });
  const [history, again, open] = [
    await inStatus("FAILED", { batchId, batchRow: 0 }),
    await inStatus("SUCCESS", { batchId, batchRow: 0 }),
    await inStatus("FAILED", { batchId, batchRow: 1 }),
  ];
  const filter = { batchId, status: ["FAILED" as const], newestOfRow: true as const };
  expect(await harness.app.taskQueries.countMatching(filter)).toEqual({ count: 1, capped: false });
  expect(await done({ action: "start", target: { filter } })).toMatchObject({ requested: 1, succeeded: 1 });
  const statuses = await Promise.all([history, again, open].map((id) => harness.status(id)));
  expect(statuses).toEqual(["FAILED", "SUCCESS", "PENDING"]);
});

test("an operation whose tasks cannot be settled ends by itself and holds up no other", async () => {
  const { db } = harness.app;
  const [cursed, fine] = [await inStatus("READY", { workflowName: "unlisted" }), await inStatus("READY")];
  await db.$executeRawUnsafe(
    `ALTER TABLE bulk_operation_item ADD CONSTRAINT unlisted CHECK (name <> 'unlisted')`,
  );
  const stuck = await request({ action: "start", target: { ids: [cursed] } });
  expect(await done({ action: "start", target: { ids: [fine] } })).toMatchObject({ succeeded: 1 });
  expect(await ended(stuck)).toMatchObject({ state: "aborted", abortedBy: "queue", succeeded: 0 });
  await db.$executeRawUnsafe(`ALTER TABLE bulk_operation_item DROP CONSTRAINT unlisted`);
  expect(await harness.status(cursed)).toBe("READY");
});

test("a filter without a match ends at once and says so", async () => {
  expect(await done({ action: "delete", target: { filter: { q: "nothing has this name" } } })).toMatchObject({
    requested: 0,
    succeeded: 0,
    undoableUntil: null,
  });
});

test("who may not change tasks may not ask for it, abort or undo it", async () => {
  const id = await inStatus("READY");
  const { bulkOperations } = harness.app;
  const operation = await done({ action: "delete", target: { ids: [id] } });
  const attempts = [
    () => bulkOperations.request(VIEWER, { id: randomUUID(), action: "delete", target: EVERYTHING }),
    () => bulkOperations.abort(VIEWER, operation.id),
    () => bulkOperations.undo(VIEWER, operation.id, { id: randomUUID() }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await bulkOperations.get(operation.id)).undoneBy).toBeNull();
});

test("what cannot be undone is refused: a start, an undo, one that is too old", async () => {
  const { bulkOperations, db } = harness.app;
  const [ready, waiting] = [await inStatus("READY"), await inStatus("PENDING")];
  const started = await done({ action: "start", target: { ids: [ready] } });
  const stopped = await done({ action: "stop", target: { ids: [waiting] } });
  await db.$executeRaw`UPDATE bulk_operation SET created_at = created_at - interval '11 minutes' WHERE id = ${stopped.id}::uuid`;
  for (const operation of [started, stopped])
    await expect(undo(operation)).rejects.toMatchObject({ code: "NOT_UNDOABLE" });
  await expect(bulkOperations.undo(ADMIN, NOWHERE, { id: randomUUID() })).rejects.toMatchObject({
    code: "OPERATION_NOT_FOUND",
  });
});

test("old reports go, a part at a time; young ones and those under way stay", async () => {
  const { db } = harness.app;
  await many(25, "READY");
  const old = await done({ action: "start", target: EVERYTHING });
  const young = await done({ action: "stop", target: EVERYTHING });
  await db.$executeRaw`UPDATE bulk_operation SET created_at = created_at - interval '8 days' WHERE id = ${old.id}::uuid`;
  const { BulkOperationRepository } = await import("../persistence/bulk-operation-repository");
  const repository = new BulkOperationRepository(db);
  await repository.forget(7, 20);
  expect(await itemsOf(old)).toHaveLength(5);
  await repository.forget(7, 20);
  await expect(harness.app.bulkOperations.get(old.id)).rejects.toMatchObject({ code: "OPERATION_NOT_FOUND" });
  expect(await itemsOf(young)).toHaveLength(25);
});

test("the process that works dies half way: the next one goes on where it was, and repeats nothing", async () => {
  const next: Container = harness.another();
  await many(1_000, "PENDING");
  const letGo = await holdOne(500);
  const operation = await request({ action: "stop", target: EVERYTHING });
  await someDone(operation);
  // Its connections break, as those of a killed process do, and its lease session ends.
  await harness.app.db.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`;
  await harness.app.scheduler.stop();
  await next.start();
  await letGo();
  expect(await ended(operation)).toMatchObject({ requested: 1_000, succeeded: 1_000, failed: 0 });
  expect(await timesOf("stop")).toBe(1_000);
  expect(next.scheduler.isLeader()).toBe(true);
  await next.stop();
  harness.app.scheduler.start();
  await until("the first process to decide again", async () => harness.app.scheduler.isLeader());
});
