import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bulkCreateSchema, createOneTaskSchema } from "@/lib/task-schemas";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.app.queue.pause(ADMIN);
});
afterAll(() => harness.stop());

const wish = (id?: string) =>
  createOneTaskSchema.parse({ id, workflowId: "1", description: "April cover", start: true });

test("created again under the same id, after a lost answer or at the same time, it is one task", async () => {
  const { app } = harness;
  const id = randomUUID();
  const create = () => app.taskIntake.create(ADMIN, wish(id));
  const answers = await Promise.all([create(), create(), create()]);
  expect(new Set([...answers, await create()].map((task) => task.id))).toEqual(new Set([id]));
  expect(await app.db.task.count()).toBe(1);
  expect(await app.db.taskEvent.count({ where: { taskId: id, type: "created" } })).toBe(1);
});

test("an id or a batch id in capitals is the same one, and answered in small letters", async () => {
  const { app } = harness;
  const id = randomUUID();
  const created = await app.taskIntake.create(ADMIN, wish(id.toUpperCase()));
  expect(created.id).toBe(id);
  expect((await app.taskQueries.get(id.toUpperCase())).id).toBe(id);
  expect((await app.taskIntake.create(ADMIN, wish(id))).id).toBe(id);

  const batchId = randomUUID();
  const bulk = (given: string) => bulkCreateSchema.parse({ batchId: given, tasks: [{ workflowId: "1" }] });
  expect(await app.taskIntake.createBulk(ADMIN, bulk(batchId.toUpperCase()))).toMatchObject({ batchId });
  expect(await app.taskIntake.createBulk(ADMIN, bulk(batchId))).toMatchObject({ batchId, repeated: true });
});

test("without an id every call makes a task of its own", async () => {
  const { app } = harness;
  const before = await app.db.task.count();
  const [one, two] = [await app.taskIntake.create(ADMIN, wish()), await app.taskIntake.create(ADMIN, wish())];
  expect(one.id).not.toBe(two.id);
  expect(await app.db.task.count()).toBe(before + 2);
});

test("the id of a task that was deleted brings nothing back and makes nothing", async () => {
  const { app } = harness;
  const { id } = await app.taskIntake.create(ADMIN, wish());
  await app.taskController.remove(ADMIN, id);
  await expect(app.taskIntake.create(ADMIN, wish(id))).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
  expect(await app.db.task.count({ where: { id, deletedAt: null } })).toBe(0);
});
