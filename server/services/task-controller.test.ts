import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { createTaskSchema } from "@/lib/task-schemas";
import { actionsFor, TASK_ACTION_NAMES, TASK_STATUSES, type TaskStatus } from "@/lib/task-status";
import { aTask } from "../testing/factories";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

let harness: Harness;
let accountId: string;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  accountId = (await harness.app.accounts.list())[0]?.id ?? "";
});
afterAll(() => harness.stop());

const VIEWER: Actor = { kind: "user", id: "v", name: "viewer@example.com", role: "viewer" };
const NOWHERE = "01890000-0000-7000-8000-00000000dead";

const inStatus = (status: TaskStatus) =>
  aTask(harness.app.db, accountId, {
    status,
    completedAt: ["SUCCESS", "FAILED", "STOPPED"].includes(status) ? new Date() : null,
    reasonCode: status === "FAILED" ? "RUN_FAILED" : null,
  });
const perform = (action: (typeof TASK_ACTION_NAMES)[number], id: string): Promise<unknown> => {
  const { taskController } = harness.app;
  return {
    start: () => taskController.start(ADMIN, id),
    stop: () => taskController.stop(ADMIN, id),
    delete: () => taskController.remove(ADMIN, id),
  }[action]();
};

test.each(TASK_STATUSES.flatMap((status) => TASK_ACTION_NAMES.map((action) => [action, status] as const)))(
  "%s of a %s task does what its button promises, or is refused with what is allowed",
  async (action, status) => {
    const id = await inStatus(status);
    const allowed = actionsFor(status);
    if (allowed.includes(action)) {
      await perform(action, id);
      if (action === "delete")
        await expect(harness.app.taskQueries.view(id)).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
      else expect(await harness.status(id)).toBe(action === "start" ? "PENDING" : "STOPPED");
    } else {
      await expect(perform(action, id)).rejects.toMatchObject({
        code: "INVALID_TRANSITION",
        details: { status, allowed },
      });
      expect(await harness.status(id)).toBe(status);
    }
  },
);

test("one bad task never spoils a batch: every refusal is reported with its reason", async () => {
  const [ready, running] = [await inStatus("READY"), await inStatus("RUNNING")];
  const report = await harness.app.taskController.batch(ADMIN, "start", {
    ids: [ready, running, NOWHERE, "nonsense", ready],
  });
  expect(report.requested).toBe(4);
  expect(report.succeeded).toEqual([{ id: ready, status: "PENDING" }]);
  expect(report.failed.map(({ id, code, status }) => [id, code, status]).sort()).toEqual(
    [
      [running, "INVALID_TRANSITION", "RUNNING"],
      [NOWHERE, "TASK_NOT_FOUND", null],
      ["nonsense", "TASK_NOT_FOUND", null],
    ].sort(),
  );
});

test("a batch by filter acts on all that match, over many pages", async () => {
  const batchId = "01890000-0000-7000-8000-0000000000b1";
  await harness.app.db.batch.create({ data: { id: batchId } });
  for (let n = 0; n < 230; n += 1) await aTask(harness.app.db, accountId, { batchId });
  const report = await harness.app.taskController.batch(ADMIN, "delete", { filter: { batchId } });
  expect([report.requested, report.succeeded.length, report.failed]).toEqual([230, 230, []]);
});

test("two people starting the same task: one succeeds, the other is told its status", async () => {
  const id = await inStatus("READY");
  const results = await Promise.allSettled([perform("start", id), perform("start", id)]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a viewer can change nothing", async () => {
  const id = await inStatus("READY");
  for (const attempt of [
    () => harness.app.taskController.start(VIEWER, id),
    () => harness.app.taskController.remove(VIEWER, id),
    () => harness.app.taskController.batch(VIEWER, "delete", { ids: [id] }),
    () => harness.app.queue.pause(VIEWER),
    () => harness.app.accounts.resume(VIEWER, accountId),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  expect(await harness.status(id)).toBe("READY");
});

test("a bulk creation keeps its order, creates the good rows and names the bad ones", async () => {
  const task = (text: string, more: object = {}) => ({
    workflowId: "1",
    nodeInfoList: [{ nodeId: "6", fieldName: "text", fieldValue: text }],
    ...more,
  });
  const report = await harness.app.taskIntake.createBulk(ADMIN, {
    name: "a batch",
    tasks: [
      task("one"),
      { workflowId: 7 },
      task("two"),
      task("three", { nodeInfoList: [{ nodeId: "1", fieldName: "image", uploadId: NOWHERE }] }),
    ],
  });
  expect(report.created).toBe(2);
  expect(report.failed.map(({ index, code }) => [index, code])).toEqual([
    [1, "INVALID_INPUT"],
    [3, "INVALID_INPUT"],
  ]);
  const page = await harness.app.taskQueries.list({ batchId: report.batchId, sort: "createdAt", limit: 10 });
  expect(page.items.map((item) => item.nodeInfoList[0]?.fieldValue)).toEqual(["one", "two"]);
});

test("an upload id that is none is refused with its field, and names only its row in a bulk creation", async () => {
  const nodeInfoList = [{ nodeId: "1", fieldName: "image", uploadId: "nope" }];
  const input = createTaskSchema.parse({ workflowId: "1", nodeInfoList });
  await expect(harness.app.taskIntake.create(ADMIN, input)).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { field: "nodeInfoList.0.uploadId" },
  });
  const report = await harness.app.taskIntake.createBulk(ADMIN, {
    tasks: [{ workflowId: "1" }, { workflowId: "1", nodeInfoList }],
  });
  expect([report.created, report.failed.map((problem) => problem.index)]).toEqual([1, [1]]);
});

test("a person's start does not wait for a large creation under way", async () => {
  const id = await inStatus("READY");
  const tasks = Array.from({ length: 3_000 }, (_, n) => ({
    workflowId: "1",
    nodeInfoList: [{ nodeId: "6", fieldName: "text", fieldValue: `${n}` }],
  }));
  const [report] = await Promise.all([
    harness.app.taskIntake.createBulk(ADMIN, { tasks }),
    perform("start", id),
  ]);
  expect([report.created, await harness.status(id)]).toEqual([3_000, "PENDING"]);
});
