/** The line: first in, first out, one at a time, within the time limit. */
import { expect, open, test } from "./fixtures";

test("three tasks run one after the other, in the order of their creation", async ({ api, runningHub }) => {
  await runningHub.bendNext({ state: "QUEUED" });
  const tasks = [];
  for (const workflowName of ["First", "Second", "Third"]) tasks.push(await api.createPicture(workflowName));
  const [first, second, third] = tasks.map(({ id }) => id) as [string, string, string]; // three were made
  // Started the other way round: the line goes by creation, not by the button.
  await api.trpc.queue.pause.mutate();
  for (const id of [third, second, first]) await api.start(id);
  expect((await api.task(third)).queuePosition).toBe(3);
  await api.trpc.queue.resume.mutate();

  const { runningHubTaskId } = await api.reaches(first, "QUEUED");
  expect((await api.task(second)).queuePosition).toBe(1);
  expect((await api.task(third)).queuePosition).toBe(2);
  await runningHub.bend(runningHubTaskId ?? "", { state: "RUNNING" });
  await api.reaches(first, "RUNNING");
  await runningHub.bend(runningHubTaskId ?? "", { state: "SUCCESS" });
  await api.reaches(third, "SUCCESS");

  const ends = await Promise.all(tasks.map(async ({ id }) => (await api.task(id)).completedAt ?? ""));
  expect(ends).toEqual([...ends].sort());
  expect(await runningHub.mostAtOnce()).toBe(1);
  expect((await runningHub.ledger()).creates).toHaveLength(3);
});

test("a restarted old task goes before younger ones", async ({ api }) => {
  await api.trpc.queue.pause.mutate();
  const old = await api.createPicture("Old", { start: true });
  const young = await api.createPicture("Young", { start: true });
  await api.stop(old.id);
  expect((await api.task(young.id)).queuePosition).toBe(1);
  await api.start(old.id);
  expect((await api.task(old.id)).queuePosition).toBe(1);
  expect((await api.task(young.id)).queuePosition).toBe(2);
});

test("stopping a run lets the next task in only when RunningHub is done with it", async ({
  api,
  runningHub,
}) => {
  await runningHub.control("POST", "settings", { cancelDelayMs: 20_000 });
  await runningHub.bendNext({ state: "RUNNING" });
  const running = await api.createPicture("Running", { start: true });
  const waiting = await api.createPicture("Waiting", { start: true });
  const { runningHubTaskId } = await api.reaches(running.id, "RUNNING");
  expect((await api.stop(running.id)).status).toBe("STOPPED");
  const { accounts } = await api.trpc.queue.lane.query();
  expect(accounts[0]?.slots.map(({ state }) => state)).toEqual(["releasing"]);
  expect((await api.task(waiting.id)).status).toBe("PENDING");
  await api.reaches(waiting.id, "SUCCESS");
  expect((await runningHub.task(runningHubTaskId ?? "")).state).toBe("CANCELLED");
  expect(await runningHub.mostAtOnce()).toBe(1);
});

test("a task past its time limit fails with words, and is cancelled on RunningHub", async ({
  api,
  page,
  runningHub,
}) => {
  await runningHub.bendNext({ state: "RUNNING" });
  const { id } = await api.createPicture("Endless", { timeoutMinutes: 0.03, start: true });
  await open(page, `/tasks/${id}`);
  const { statusReason, runningHubTaskId, completedAt } = await api.reaches(id, "FAILED");
  expect(statusReason?.code).toBe("TASK_TIMEOUT");
  expect(completedAt).not.toBe(null);
  await expect(page.getByRole("heading", { name: "Ran out of time" })).toBeVisible();
  await expect(page.getByText("Restart it with a longer limit, or with smaller inputs.")).toBeVisible();
  await expect.poll(async () => (await runningHub.task(runningHubTaskId ?? "")).state).toBe("CANCELLED");
});

test("deleting everything in the moment the line starts to move never fails half-way", async ({ api }) => {
  for (let round = 1; round <= 6; round += 1) {
    await api.trpc.queue.pause.mutate();
    for (const name of ["One", "Two", "Three", "Four"])
      await api.createPicture(`${name} of round ${round}`, { start: true });
    await api.trpc.queue.resume.mutate();
    const report = await api.ask("DELETE", "/api/tasks/batch", { filter: {} });
    expect(report).toMatchObject({ requested: 4, failed: [] });
    expect((await api.list()).items).toEqual([]);
  }
});
