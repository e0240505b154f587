import { afterEach, expect, test } from "vitest";
import type { TaskStatus } from "@/lib/task-status";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";

let harness: Harness;
afterEach(() => harness.stop());

const reaches = (id: string, ...statuses: TaskStatus[]) => harness.reaches(id, ...statuses);

test("a started task runs to SUCCESS and its result is kept", async () => {
  harness = await startHarness();
  const task = await harness.createTask("a red fox");
  const done = await reaches(task.id, "SUCCESS");
  expect(done.outputs).toHaveLength(1);
  expect(done.completedAt).not.toBeNull();
  const { mimeType, file } = await harness.app.outputs.open(done.outputs[0]?.id ?? "");
  expect(mimeType).toBe("image/png");
  expect(file.size).toBeGreaterThan(1000);
});

test("tasks run one at a time in the order they were created", async () => {
  harness = await startHarness();
  const names = ["one", "two", "three"];
  const tasks = [];
  for (const name of names) tasks.push(await harness.createTask(name, { start: false }));
  // Tasks are started one after another: the line begins to move when all of them are in it.
  await harness.app.queue.pause(ADMIN);
  await harness.app.taskController.batch(ADMIN, "start", { ids: tasks.map((task) => task.id).reverse() });
  await harness.app.queue.resume(ADMIN);
  for (const task of tasks) await reaches(task.id, "SUCCESS");
  expect(harness.acceptedPrompts()).toEqual(names);
  expect(await harness.peak()).toBe(1);
});

test("a full account leaves the task PENDING with the cause, and it starts by itself later", async () => {
  harness = await startHarness();
  await harness.control("faults", { match: { call: "create" }, fault: { type: "busy" }, count: 3 });
  const task = await harness.createTask("waits");
  const waiting = await until("the cause", async () => {
    const view = await harness.app.taskQueries.view(task.id);
    return view.statusReason?.code === "CAPACITY" ? view : null;
  });
  expect(waiting.status).toBe("PENDING");
  await reaches(task.id, "SUCCESS");
  expect(harness.acceptedPrompts()).toEqual(["waits"]);
});

test("a submit whose answer is lost is never sent again, and fails as unknown once no sign of life is left", async () => {
  harness = await startHarness();
  await harness.control("faults", { match: { call: "create" }, fault: { type: "drop-after" }, count: 1 });
  const lost = await harness.createTask("lost");
  const next = await harness.createTask("next");
  const failed = await reaches(lost.id, "FAILED");
  expect(failed.statusReason?.code).toBe("SUBMIT_UNKNOWN");
  await reaches(next.id, "SUCCESS");
  expect(harness.acceptedPrompts()).toEqual(["lost", "next"]);
  expect(await harness.peak()).toBe(1);
});

test("a stop cancels the run on RunningHub and holds the slot until it is known to be over", async () => {
  harness = await startHarness({
    simulator: { speed: 1, settings: { queueMs: 0, runMs: 60_000, cancelDelayMs: 300 } },
  });
  const running = await harness.createTask("stopped");
  const next = await harness.createTask("next", { start: true });
  await reaches(running.id, "RUNNING");
  await harness.app.taskController.stop(ADMIN, running.id);
  expect(await harness.status(running.id)).toBe("STOPPED");
  await reaches(next.id, "QUEUED", "RUNNING");
  const [first] = (await harness.app.taskQueries.get(running.id)).attempts;
  expect(first?.releasedAt).not.toBeNull();
  expect(await harness.peak()).toBe(1);
});

test("past its deadline a task fails with TASK_TIMEOUT and its run is cancelled", async () => {
  harness = await startHarness({
    simulator: { speed: 1, settings: { queueMs: 0, runMs: 60_000, cancelDelayMs: 50 } },
  });
  const task = await harness.createTask("slow");
  await reaches(task.id, "RUNNING");
  await harness.age(31 * 60);
  const failed = await reaches(task.id, "FAILED");
  expect(failed.statusReason?.code).toBe("TASK_TIMEOUT");
  await until(
    "the slot to be free",
    async () => (await harness.app.taskQueries.get(task.id)).attempts[0]?.releasedAt,
  );
});

test("a running task shows live progress", async () => {
  harness = await startHarness({ simulator: { speed: 1, settings: { queueMs: 0, runMs: 20_000 } } });
  const task = await harness.createTask("moving");
  const seen = await until(
    "some progress",
    async () => (await harness.app.taskQueries.view(task.id)).progress,
  );
  expect(seen.percent).toBeGreaterThanOrEqual(0);
  expect(seen.percent).toBeLessThan(100);
});
