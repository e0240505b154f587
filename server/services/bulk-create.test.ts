import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
});
afterAll(() => harness.stop());

const task = (text: string) => ({
  workflowId: "1",
  nodeInfoList: [{ nodeId: "6", fieldName: "text", fieldValue: text }],
});
const tasksOf = (batchId: string) => harness.app.db.task.count({ where: { batchId } });

test("the same call again creates nothing and is answered as the first one was, refusals included", async () => {
  const call = {
    batchId: randomUUID(),
    name: "prompts",
    tasks: [task("one"), { workflowId: 7 }, task("two")],
  };
  const first = await harness.app.taskIntake.createBulk(ADMIN, call);
  expect(first).toMatchObject({
    batchId: call.batchId,
    created: 2,
    failed: [{ index: 1, code: "INVALID_INPUT" }],
  });
  expect(await harness.app.taskIntake.createBulk(ADMIN, call)).toEqual({ ...first, repeated: true });
  expect(await tasksOf(call.batchId)).toBe(2);
});

test("the answer stays that of the first call, also when what its rows named has come since", async () => {
  const uploadId = randomUUID();
  const withFile = { workflowId: "1", nodeInfoList: [{ nodeId: "10", fieldName: "image", uploadId }] };
  const call = { batchId: randomUUID(), tasks: [task("kept"), withFile] };
  const first = await harness.app.taskIntake.createBulk(ADMIN, call);
  expect(first.failed).toMatchObject([{ index: 1 }]);
  await harness.app.db.upload.create({
    data: { id: uploadId, fileName: "late.png", size: 1, mimeType: "image/png", sha256: "0" },
  });
  expect(await harness.app.taskIntake.createBulk(ADMIN, call)).toEqual({ ...first, repeated: true });
  expect(await tasksOf(call.batchId)).toBe(1);
});

test("a batch of an earlier version, which kept no answer, is answered with the tasks it had, deleted ones too", async () => {
  const call = { batchId: randomUUID(), tasks: [task("one"), task("two")] };
  await harness.app.taskIntake.createBulk(ADMIN, call);
  const { db } = harness.app;
  await db.$executeRaw`UPDATE batch SET report = NULL WHERE id = ${call.batchId}::uuid`;
  await db.$executeRaw`UPDATE task SET deleted_at = now() WHERE batch_id = ${call.batchId}::uuid AND batch_row = 0`;
  expect(await harness.app.taskIntake.createBulk(ADMIN, call)).toMatchObject({ created: 2, failed: [] });
  expect(await tasksOf(call.batchId)).toBe(2);
});

test("of the same call many times at once, over two processes, one creates and the others report it", async () => {
  const call = {
    batchId: randomUUID(),
    tasks: [...Array.from({ length: 500 }, (_, n) => task(`row ${n}`)), { workflowId: 7 }],
  };
  const other = harness.another({ schedulerEnabled: false });
  const reports = await Promise.all(
    [harness.app, other, harness.app, other, harness.app, other].map(({ taskIntake }) =>
      taskIntake.createBulk(ADMIN, call),
    ),
  );
  await other.stop();
  for (const report of reports) expect(report).toMatchObject({ created: 500, failed: [{ index: 500 }] });
  expect(reports.filter(({ repeated }) => repeated)).toHaveLength(reports.length - 1);
  expect(await tasksOf(call.batchId)).toBe(500);
  expect(await harness.app.db.taskEvent.count({ where: { task: { batchId: call.batchId } } })).toBe(500);
});

test("all or nothing: with a bad row nothing is made, and the corrected call may come under the same id", async () => {
  const absent = {
    workflowId: "1",
    nodeInfoList: [{ nodeId: "10", fieldName: "image", uploadId: randomUUID() }],
  };
  const call = { batchId: randomUUID(), allOrNothing: true, tasks: [task("one"), { workflowId: 7 }, absent] };
  const { db, taskIntake } = harness.app;
  expect(await taskIntake.createBulk(ADMIN, call)).toMatchObject({
    batchId: call.batchId,
    created: 0,
    failed: [{ index: 1 }, { index: 2 }],
  });
  expect(await db.batch.count({ where: { id: call.batchId } })).toBe(0);
  expect(await tasksOf(call.batchId)).toBe(0);
  const corrected = { ...call, tasks: [task("one"), task("two"), task("three")] };
  expect(await taskIntake.createBulk(ADMIN, corrected)).toEqual({
    batchId: call.batchId,
    created: 3,
    failed: [],
  });
  // What is there is what the call was answered with, also when it is sent once more with the bad rows.
  expect(await taskIntake.createBulk(ADMIN, call)).toMatchObject({ created: 3, repeated: true });
});

test("with no good row there is no batch, and the corrected call may come under the same id", async () => {
  const { db, taskIntake } = harness.app;
  const call = { batchId: randomUUID(), tasks: [{ workflowId: 7 }] };
  expect(await taskIntake.createBulk(ADMIN, call)).toMatchObject({ created: 0, failed: [{ index: 0 }] });
  expect(await db.batch.count({ where: { id: call.batchId } })).toBe(0);
  expect(await taskIntake.createBulk(ADMIN, { ...call, tasks: [task("one")] })).toEqual({
    batchId: call.batchId,
    created: 1,
    failed: [],
  });
});

test("a call that breaks off leaves nothing, so that the same call may follow", async () => {
  const call = { batchId: randomUUID(), tasks: [task("again")] };
  const { db, taskIntake } = harness.app;
  await db.$executeRawUnsafe("ALTER TABLE task ADD CONSTRAINT breaks CHECK (workflow_id <> '1') NOT VALID");
  await expect(taskIntake.createBulk(ADMIN, call)).rejects.toThrow();
  await db.$executeRawUnsafe("ALTER TABLE task DROP CONSTRAINT breaks");
  expect(await db.batch.count({ where: { id: call.batchId } })).toBe(0);
  expect(await taskIntake.createBulk(ADMIN, call)).toMatchObject({ created: 1, failed: [] });
});
