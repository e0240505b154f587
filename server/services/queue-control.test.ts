import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE } from "../testing/harness";

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({ simulator: { settings: { queueMs: 0, runMs: 1_000 } } });
});
afterEach(() => harness.stop());

const WORKFLOW = { kind: "workflow", workflowId: TEXT_TO_IMAGE.workflowId } as const;

/** Runs a task that RunningHub fails. */
async function fails(prompt: string): Promise<void> {
  await harness.control("tasks/next", { failure: "error" });
  await harness.reaches((await harness.createTask(prompt)).id, "FAILED");
}
const held = async () => (await harness.app.queue.lane()).breakers.map(({ workflowId }) => workflowId);

test("a held workflow waits and says so, until a person lets it run; then its failures count anew", async () => {
  await harness.app.queue.setSettings(ADMIN, { breakerFailures: 2 });
  await fails("bad 1");
  await fails("bad 2");
  expect(await held()).toEqual([WORKFLOW.workflowId]);
  const task = await harness.createTask("held");
  await harness.app.scheduler.tick(200);
  expect(await harness.app.taskQueries.view(task.id)).toMatchObject({
    status: "PENDING",
    waiting: { code: "BREAKER_OPEN", reason: { code: "RUN_FAILED" } },
  });
  expect(await harness.app.queue.closeBreaker(ADMIN, WORKFLOW)).toEqual({ closed: true });
  expect(await harness.app.queue.closeBreaker(ADMIN, WORKFLOW)).toEqual({ closed: false });
  await harness.reaches(task.id, "SUCCESS");
  await fails("bad 3");
  expect(await held()).toEqual([]);
});

test("a lower threshold counts for the next failure, and the timeline tells of it; with 0 all held workflows go on", async () => {
  for (const prompt of ["bad 1", "bad 2"]) await fails(prompt);
  await harness.app.queue.setSettings(ADMIN, { breakerFailures: 1 });
  expect(await held()).toEqual([]);
  await fails("bad 3");
  expect(await held()).toEqual([WORKFLOW.workflowId]);
  const opened = await harness.app.db.taskEvent.count({ where: { type: "breakerOpened" } });
  expect(opened).toBe(1);
  const task = await harness.createTask("held");
  expect(await harness.app.queue.setSettings(ADMIN, { breakerFailures: 0 })).toMatchObject({
    breakerFailures: 0,
  });
  await harness.reaches(task.id, "SUCCESS");
  expect(await held()).toEqual([]);
});

test("settings are read by everybody and changed by operators", async () => {
  const viewer = { ...ADMIN, role: "viewer" } as const;
  expect(await harness.app.queue.settings()).toEqual({
    breakerFailures: 10,
    standstillMinutes: 30,
    webhooks: { publicUrl: null, asked: 0, arrived: 0, lastArrivedAt: null },
  });
  for (const attempt of [
    () => harness.app.queue.setSettings(viewer, { breakerFailures: 1 }),
    () => harness.app.queue.closeBreaker(viewer, WORKFLOW),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
});
