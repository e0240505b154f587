import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";
import { createTaskSchema, type TaskView } from "@/lib/task-schemas";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE } from "../testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const VIEWER: Actor = { kind: "user", id: "v", name: "viewer@example.com", role: "viewer" };
const NOWHERE = "01890000-0000-7000-8000-00000000dead";

const prompt = (text: string) => ({
  nodeId: TEXT_TO_IMAGE.nodeId,
  fieldName: TEXT_TO_IMAGE.fieldName,
  fieldValue: text,
});
const bulk = (...prompts: string[]) =>
  harness.app.taskIntake.createBulk(ADMIN, {
    name: "covers",
    tasks: prompts.map((text) => ({ workflowId: TEXT_TO_IMAGE.workflowId, nodeInfoList: [prompt(text)] })),
  });

/** What a copy has of its original, and nothing that belongs to a run. */
function wishesOf(task: TaskView) {
  const { workflowId, workflowName, kind, description, nodeInfoList, accountId, site } = task;
  const { instanceType, timeoutMinutes, workflowVersionId, batchId, batchRow } = task;
  return {
    ...{ workflowId, workflowName, kind, description, nodeInfoList, accountId, site },
    ...{ instanceType, timeoutMinutes, workflowVersionId, batchId, batchRow },
  };
}

test("a batch is named, renamed by those who may, and gone with its last task", async () => {
  const { batches, taskController } = harness.app;
  const { batchId } = await bulk("a", "b");
  expect(await batches.get(batchId)).toMatchObject({ name: "covers", counts: { READY: 2 } });
  expect((await batches.rename(ADMIN, batchId, "posters")).name).toBe("posters");
  await expect(batches.rename(VIEWER, batchId, "mine")).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(batches.rename(ADMIN, NOWHERE, "x")).rejects.toMatchObject({ code: "BATCH_NOT_FOUND" });
  await taskController.batch(ADMIN, "delete", { filter: { batchId } });
  await expect(batches.get(batchId)).rejects.toMatchObject({ code: "BATCH_NOT_FOUND" });
  await expect(batches.get("nonsense")).rejects.toMatchObject({ code: "BATCH_NOT_FOUND" });
});

test("a task that runs again is a new one with the same wishes, in the same row of its batch", async () => {
  const { taskAgain, taskQueries, batches } = harness.app;
  const { batchId } = await bulk("first row", "second row");
  const [, second] = (await taskQueries.list({ batchId, sort: "createdAt", limit: 10 })).items;
  if (second === undefined) throw new Error("the batch has no second task");
  const copy = await taskAgain.runAgain(ADMIN, second.id, { start: false });
  expect(copy).toMatchObject({ status: "READY", batchRow: 1, attempt: 0 });
  expect(copy.id).not.toBe(second.id);
  expect(wishesOf(copy)).toEqual(wishesOf(second));
  const rows = await batches.matrixRows({ id: batchId, rows: [0, 1] });
  expect(rows.map(({ tasks }) => tasks.length)).toEqual([1, 2]);
  expect(rows[1]?.tasks.map(({ id }) => id)).toEqual([copy.id, second.id]);
});

test("everything a person chose for a task is there again when it runs again", async () => {
  const { taskIntake, taskAgain, accounts } = harness.app;
  const [account] = await accounts.list();
  const original = await taskIntake.create(
    ADMIN,
    createTaskSchema.parse({
      workflowId: TEXT_TO_IMAGE.workflowId,
      description: "for the wall",
      instanceType: "plus",
      timeoutMinutes: 45,
      accountId: account?.id,
      nodeInfoList: [
        prompt("a fox"),
        { nodeId: "5", fieldName: "seed", fieldValue: "18446744073709551615" },
        { nodeId: "5", fieldName: "cfg", fieldValue: 7.5 },
        { nodeId: "9", fieldName: "on", fieldValue: false },
      ],
    }),
  );
  const copy = await taskAgain.runAgain(ADMIN, original.id, { start: false });
  expect(wishesOf(copy)).toEqual(wishesOf(original));
});

test("running again is refused for a task that is not there, and to viewers", async () => {
  const { taskAgain } = harness.app;
  const { id } = await harness.createTask("not mine", { start: false });
  await expect(taskAgain.runAgain(ADMIN, NOWHERE, { start: true })).rejects.toMatchObject({
    code: "TASK_NOT_FOUND",
  });
  await expect(taskAgain.runAgain(VIEWER, id, { start: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a finished task runs again to its own result, and that becomes the file of another task", async () => {
  const { taskAgain, outputReuse, uploads, db } = harness.app;
  const first = await harness.reaches((await harness.createTask("a lighthouse")).id, "SUCCESS");
  const again = await taskAgain.runAgain(ADMIN, first.id, { start: true });
  await harness.reaches(again.id, "SUCCESS");
  expect(harness.acceptedPrompts().filter((text) => text === "a lighthouse")).toHaveLength(2);

  const [output] = (await harness.app.taskQueries.get(first.id)).outputs;
  if (output === undefined) throw new Error("the task has no result");
  await harness.app.outputs.open(output.id); // waits until it is kept
  const upload = await outputReuse.use(ADMIN, output.id);
  const kept = await db.output.findUniqueOrThrow({ where: { id: output.id } });
  expect(upload).toMatchObject({ size: kept.size, sha256: kept.sha256, mimeType: "image/png" });
  expect(upload.fileName).toMatch(/\.png$/);
  // The upload outlives the task it came from.
  await rm(path.join(harness.app.config.dataDir, kept.fileKey ?? ""));
  expect((await uploads.open(upload.id)).file.size).toBe(kept.size);

  await expect(outputReuse.use(VIEWER, output.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(outputReuse.use(ADMIN, NOWHERE)).rejects.toMatchObject({ code: "OUTPUT_NOT_FOUND" });
  await db.output.update({ where: { id: output.id }, data: { size: MAX_UPLOAD_BYTES + 1 } });
  await expect(outputReuse.use(ADMIN, output.id)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
});

test("a result is offered to the workflows with a field for its kind, and to no others", async () => {
  const takers = await harness.app.fileTakers.of("image");
  const names = takers.map(({ workflow }) => workflow.name);
  expect(names).toContain("Restyle a picture");
  expect(names).not.toContain("Text to image");
  expect(takers.map(({ field }) => field)).toContainEqual({
    label: "你的图片 · image",
    labelEn: "Your picture · image",
  });
  expect(await harness.app.fileTakers.of("audio")).toEqual([]);
});

test("a seed that was drawn for a run is drawn anew when its task runs again", async () => {
  const seed = { nodeId: "5", fieldName: "seed", random: true } as const;
  const original = await harness.app.taskIntake.create(
    ADMIN,
    createTaskSchema.parse({
      workflowId: TEXT_TO_IMAGE.workflowId,
      nodeInfoList: [prompt("a seed"), seed],
      start: true,
    }),
  );
  const done = await harness.reaches(original.id, "SUCCESS");
  expect(done.nodeInfoList[1]).toEqual({ ...seed, fieldValue: expect.anything() });
  const copy = await harness.app.taskAgain.runAgain(ADMIN, original.id, { start: false });
  expect(copy.nodeInfoList[1]).toEqual(seed);
});
