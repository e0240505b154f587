import { afterEach, expect, test } from "vitest";
import { startSimulator } from "../runninghub/simulator/server";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";

let harness: Harness;
afterEach(() => harness.stop());

const SLOW = { speed: 1, settings: { queueMs: 0, runMs: 60_000, cancelDelayMs: 50 } } as const;

test("a refused task fails with RunningHub's words, and the queue goes on", async () => {
  harness = await startHarness();
  await harness.control("faults", {
    match: { call: "create" },
    fault: { type: "json", body: { code: 803, msg: "NODE_INFO_MISMATCH(nodeId=6)", data: null } },
    count: 1,
  });
  const bad = await harness.createTask("bad");
  const good = await harness.createTask("good");
  const failed = await harness.reaches(bad.id, "FAILED");
  expect(failed.statusReason?.code).toBe("INPUT_REFUSED");
  expect(failed.statusReason?.message).toContain("NODE_INFO_MISMATCH");
  await harness.reaches(good.id, "SUCCESS");
});

test("a refused key pauses the account instead of failing its tasks; after it is resumed they run", async () => {
  harness = await startHarness();
  await harness.control("faults", {
    match: { call: "create" },
    fault: { type: "json", body: { code: 802, msg: "APIKEY_UNAUTHORIZED", data: null } },
    count: 1,
  });
  const first = await harness.createTask("first");
  await harness.says(first.id, "ACCOUNT_KEY");
  const second = await harness.createTask("second");
  const [account] = await harness.app.accounts.list();
  expect(account?.paused?.code).toBe("ACCOUNT_KEY");
  expect([await harness.status(first.id), await harness.status(second.id)]).toEqual(["PENDING", "PENDING"]);
  await harness.app.accounts.resume(ADMIN, account?.id ?? "");
  await harness.reaches(second.id, "SUCCESS");
  expect(harness.acceptedPrompts()).toEqual(["first", "second"]);
});

test("while RunningHub is away statuses stay, and the queue goes on by itself when it is back", async () => {
  harness = await startHarness({ simulator: SLOW });
  const running = await harness.createTask("running");
  const waiting = await harness.createTask("waiting");
  await harness.reaches(running.id, "RUNNING");
  await harness.control("faults", { match: { call: "any" }, fault: { type: "drop-before" }, count: 12 });
  await until("the faults to be used up", async () => {
    expect(await harness.status(running.id)).toBe("RUNNING");
    const rules = (await (await fetch(`${harness.simulator.url}/__control/faults`)).json()) as {
      hits: number;
    }[]; // our own shape
    return (rules[0]?.hits ?? 0) >= 6;
  });
  await fetch(`${harness.simulator.url}/__control/faults`, { method: "DELETE" });
  await harness.control("advance", { ms: 61_000 });
  await harness.reaches(running.id, "SUCCESS");
  await harness.reaches(waiting.id, "RUNNING");
});

test("a task started while nothing listens at RunningHub's address waits and says so", async () => {
  harness = await startHarness();
  const { port } = harness.simulator;
  await harness.simulator.close();
  const task = await harness.createTask("later");
  expect((await harness.says(task.id, "RUNNINGHUB_UNREACHABLE")).status).toBe("PENDING");
  const back = await startSimulator({ port, speed: 20 });
  try {
    await harness.reaches(task.id, "SUCCESS");
    expect(back.engine.ledger.entries().filter((entry) => entry.accepted)).toHaveLength(1);
  } finally {
    await back.close();
  }
});

test("a run that RunningHub reports as failed names the cause, and a late success corrects it", async () => {
  harness = await startHarness();
  await harness.control("tasks/next", { flapFailedThenSuccess: 1 });
  const task = await harness.createTask("flaps");
  await harness.reaches(task.id, "FAILED");
  await until("the recheck to correct it", async () => {
    await harness.age(6);
    return (await harness.status(task.id)) === "SUCCESS";
  });
  expect((await harness.app.taskQueries.get(task.id)).events.map((event) => event.type)).toContain(
    "corrected",
  );
});

test("a run that succeeded after all while its task was deleted is a success when the task is brought back", async () => {
  harness = await startHarness();
  await harness.control("tasks/next", { flapFailedThenSuccess: 1 });
  const task = await harness.createTask("flaps unseen");
  await harness.reaches(task.id, "FAILED");
  await harness.app.taskController.remove(ADMIN, task.id);
  await until("the recheck to find the success", async () => {
    await harness.age(6);
    return (await harness.app.db.attempt.count({ where: { taskId: task.id, remoteState: "SUCCESS" } })) === 1;
  });
  await expect(harness.app.taskQueries.get(task.id)).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
  const back = await harness.app.taskController.restore(ADMIN, task.id);
  expect([back.status, back.statusReason]).toEqual(["SUCCESS", null]);
});

test("out of memory is recognised", async () => {
  harness = await startHarness();
  await harness.control("tasks/next", { failure: "oom" });
  const task = await harness.createTask("too big");
  expect((await harness.reaches(task.id, "FAILED")).statusReason?.code).toBe("OUT_OF_MEMORY");
});

test("outputs that are listed late are waited for, and the slot does not wait with them", async () => {
  harness = await startHarness();
  await harness.control("tasks/next", { emptyOutputsTimes: 3 });
  const task = await harness.createTask("late files");
  expect((await harness.reaches(task.id, "SUCCESS")).outputs).toHaveLength(1);
});

test("deleting a running task cancels it, frees the slot and can be undone", async () => {
  harness = await startHarness({ simulator: SLOW });
  const task = await harness.createTask("deleted");
  await harness.reaches(task.id, "RUNNING");
  await harness.app.taskController.remove(ADMIN, task.id);
  await expect(harness.app.taskQueries.get(task.id)).rejects.toMatchObject({ code: "TASK_NOT_FOUND" });
  await until("the slot to be free", async () =>
    (await harness.app.queue.lane()).accounts[0]?.slots.every((slot) => slot.state === "free"),
  );
  expect((await harness.app.taskController.restore(ADMIN, task.id)).status).toBe("STOPPED");
});

test("a stopped task that is started again runs anew with a clean deadline", async () => {
  harness = await startHarness({ simulator: SLOW });
  const task = await harness.createTask("again");
  await harness.reaches(task.id, "RUNNING");
  await harness.app.taskController.stop(ADMIN, task.id);
  const restarted = await harness.app.taskController.start(ADMIN, task.id);
  expect(restarted).toMatchObject({
    status: "PENDING",
    statusReason: null,
    timeoutAt: null,
    runningHubTaskId: null,
  });
  await harness.reaches(task.id, "RUNNING");
  const { attempts } = await harness.app.taskQueries.get(task.id);
  expect(attempts.map((attempt) => attempt.number)).toEqual([1, 2]);
  expect(attempts[0]?.releasedAt).not.toBeNull();
  expect(await harness.peak()).toBe(1);
});

test("a cancel that RunningHub ignores keeps the slot until the run ends, and keeps its result", async () => {
  harness = await startHarness({
    simulator: { ...SLOW, settings: { ...SLOW.settings, cancelEffect: "ignored" } },
  });
  const task = await harness.createTask("stubborn");
  const next = await harness.createTask("next");
  await harness.reaches(task.id, "RUNNING");
  await harness.app.taskController.stop(ADMIN, task.id);
  await until("the cancel to be sent", async () => {
    const lane = await harness.app.queue.lane();
    return lane.accounts[0]?.slots[0]?.state === "releasing";
  });
  expect(await harness.status(next.id)).toBe("PENDING");
  await harness.control("advance", { ms: 61_000 });
  await harness.reaches(next.id, "QUEUED", "RUNNING");
  const stopped = await harness.app.taskQueries.view(task.id);
  expect(stopped.status).toBe("STOPPED");
  expect(stopped.outputs).toHaveLength(1);
});

test("after a crash before the send the task waits again; nothing is lost and nothing sent twice", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  const task = await harness.createTask("survivor");
  // What a process leaves behind that dies between claim and send, in an epoch before ours.
  const [account] = await harness.app.accounts.list();
  await harness.app.db.attempt.create({
    data: {
      id: "01890000-0000-7000-8000-000000000001",
      taskId: task.id,
      accountId: account?.id ?? "",
      number: 1,
      slotNo: 1,
      state: "PREPARED",
      epoch: 0,
      webhookToken: "of the dead",
    },
  });
  harness.app.scheduler.start();
  await harness.reaches(task.id, "SUCCESS");
  expect(harness.acceptedPrompts()).toEqual(["survivor"]);
});

test("an answer that never comes leaves the submit unclear; nothing is sent again", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  const task = await harness.createTask("hung");
  const [account] = await harness.app.accounts.list();
  await harness.app.db.attempt.create({
    data: {
      id: "01890000-0000-7000-8000-000000000002",
      taskId: task.id,
      accountId: account?.id ?? "",
      number: 1,
      slotNo: 1,
      state: "SENT",
      epoch: 0,
      webhookToken: "of the frozen",
      sentAt: new Date(Date.now() - 76_000),
    },
  });
  await harness.app.db.task.update({
    where: { id: task.id },
    data: { attemptCount: 1, currentAttemptId: "01890000-0000-7000-8000-000000000002" },
  });
  harness.app.scheduler.start();
  expect((await harness.reaches(task.id, "FAILED")).statusReason?.code).toBe("SUBMIT_UNKNOWN");
  expect(harness.acceptedPrompts()).toEqual([]);
});

test("a paused queue claims nothing, and goes on when resumed", async () => {
  harness = await startHarness();
  await harness.app.queue.pause(ADMIN);
  const task = await harness.createTask("paused");
  await harness.app.scheduler.tick(200);
  expect(await harness.status(task.id)).toBe("PENDING");
  await harness.app.queue.resume(ADMIN);
  await harness.reaches(task.id, "SUCCESS");
});

test("two processes on one database submit each task once and never overrun the limit", async () => {
  harness = await startHarness();
  const other = harness.another();
  await other.start();
  try {
    const tasks = [];
    for (let n = 0; n < 4; n += 1) tasks.push(await harness.createTask(`task ${n}`));
    for (const task of tasks) await harness.reaches(task.id, "SUCCESS");
    expect(harness.acceptedPrompts()).toEqual(["task 0", "task 1", "task 2", "task 3"]);
    expect(await harness.peak()).toBe(1);
    expect([harness.app.scheduler.isLeader(), other.scheduler.isLeader()].filter(Boolean)).toHaveLength(1);
  } finally {
    await other.stop();
  }
});

test("a cancel that RunningHub answers with an error still lets the slot go when the run ends", async () => {
  harness = await startHarness({ simulator: SLOW });
  const task = await harness.createTask("hard to cancel");
  const next = await harness.createTask("next");
  await harness.reaches(task.id, "RUNNING");
  await harness.control("faults", {
    match: { call: "cancel" },
    fault: { type: "json", body: { code: 1000, msg: "unknown error" } },
  });
  await harness.app.taskController.stop(ADMIN, task.id);
  await harness.control("advance", { ms: 61_000 });
  await harness.reaches(next.id, "QUEUED", "RUNNING");
  expect(await harness.peak()).toBe(1);
});

test("a run that was seen to run, is cancelled and then forgotten lets its slot go however new it is", async () => {
  harness = await startHarness({
    simulator: { ...SLOW, settings: { ...SLOW.settings, cancelReport: "807" } },
  });
  const task = await harness.createTask("forgotten");
  const next = await harness.createTask("next");
  await harness.reaches(task.id, "RUNNING");
  // As new as can be for the whole test.
  await harness.app.db.$executeRaw`UPDATE attempt SET sent_at = clock_timestamp() + interval '1 hour'`;
  await harness.app.taskController.stop(ADMIN, task.id);
  await harness.reaches(next.id, "QUEUED", "RUNNING");
  expect(await harness.peak()).toBe(1);
});

test("a run that was cancelled before it was seen to run, and then forgotten, lets its slot go soon", async () => {
  harness = await startHarness({
    simulator: { speed: 1, settings: { queueMs: 60_000, cancelDelayMs: 50, cancelReport: "807" } },
  });
  const task = await harness.createTask("queued out there");
  await harness.reaches(task.id, "QUEUED");
  await harness.app.taskController.stop(ADMIN, task.id);
  await harness.age(6);
  const attempt = await until("the slot to be free", async () => {
    const [first] = (await harness.app.taskQueries.get(task.id)).attempts;
    return first?.releasedAt ? first : null;
  });
  expect(attempt.runningAt).toBeNull();
  // Without a cancel, "unknown" would count for nothing until 20 s after the create.
  const seconds = (Date.parse(attempt.releasedAt ?? "") - Date.parse(attempt.sentAt ?? "")) / 1000;
  expect(seconds).toBeLessThan(15);
});

test("a run that RunningHub does not know yet is cancelled once it does, and keeps its slot until then", async () => {
  harness = await startHarness({
    simulator: { speed: 1, settings: { ...SLOW.settings, replicationLagMs: 3_000 } },
  });
  const task = await harness.createTask("fresh");
  await harness.reaches(task.id, "QUEUED");
  await harness.app.taskController.stop(ADMIN, task.id);
  const released = await until(
    "the slot to be free",
    async () => (await harness.app.taskQueries.get(task.id)).attempts[0]?.releasedAt,
  );
  const [run] = harness.simulator.engine.tasksOf("0".repeat(32));
  expect(run?.cancelledAt).not.toBeNull();
  expect(new Date(released).getTime() - new Date(task.createdAt).getTime()).toBeGreaterThan(2_500);
});

test("while the account cannot be asked, an unclear submit is not given up", async () => {
  harness = await startHarness({ simulator: SLOW });
  await harness.control("faults", { match: { call: "create" }, fault: { type: "drop-after" }, count: 1 });
  await harness.control("faults", { match: { call: "account" }, fault: { type: "html502" }, count: 4 });
  const task = await harness.createTask("unclear");
  await harness.says(task.id, "SUBMIT_UNSETTLED");
  await harness.age(300); // the grace is long over
  await until("the account to be asked in vain", async () => {
    const rules = (await (await fetch(`${harness.simulator.url}/__control/faults`)).json()) as {
      hits: number;
    }[]; // our own shape
    return (rules[1]?.hits ?? 0) >= 4;
  });
  expect(await harness.status(task.id)).toBe("PENDING");
});

test("a task that cannot be prepared waits with the reason, holds no slot and is tried again", async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  const task = await harness.createTask("patient");
  const [account] = await harness.app.db.account.findMany();
  await harness.app.db.account.updateMany({ data: { apiKeyCipher: "spoilt" } });
  harness.app.scheduler.start();
  expect((await harness.says(task.id, "INTERNAL")).status).toBe("PENDING");
  await harness.app.db.account.updateMany({ data: { apiKeyCipher: account?.apiKeyCipher ?? "" } });
  await harness.reaches(task.id, "SUCCESS");
  expect(harness.acceptedPrompts()).toEqual(["patient"]);
});

test("a transient failure is retried by itself as often as configured, and no more", async () => {
  harness = await startHarness({ simulator: SLOW, config: { maxAutoRetries: 1 } });
  const task = await harness.createTask("lost twice");
  for (const run of [1, 2]) {
    const { runningHubTaskId } = await until(`run ${run}`, async () => {
      const view = await harness.app.taskQueries.view(task.id);
      return view.status === "RUNNING" && view.attempt === run ? view : null;
    });
    await harness.control(`tasks/${runningHubTaskId}`, { state: "LOST" });
    await harness.age(30); // past the moments in which RunningHub may not know its own task yet
    await until("it to be given up", async () => (await harness.status(task.id)) !== "RUNNING");
    // The forgotten run ends too, or RunningHub would have no room for the next one.
    await harness.control("advance", { ms: 61_000 });
  }
  expect((await harness.reaches(task.id, "FAILED")).statusReason?.code).toBe("REMOTE_LOST");
  expect(harness.acceptedPrompts()).toHaveLength(2);
});

test("creations, deletes and the queue's own writes never deadlock", async () => {
  harness = await startHarness();
  for (let round = 0; round < 5; round += 1) {
    await harness.app.queue.pause(ADMIN);
    for (let n = 0; n < 6; n += 1) await harness.createTask(`task ${round}.${n}`);
    await harness.app.queue.resume(ADMIN);
    const tasks = Array.from({ length: 20 }, (_, n) => ({ workflowId: "1", start: n % 2 === 0 }));
    const [report, created] = await Promise.all([
      harness.app.taskController.batch(ADMIN, "delete", { filter: {} }),
      harness.app.taskIntake.createBulk(ADMIN, { tasks }),
    ]);
    expect(report.failed).toEqual([]);
    expect(created.created).toBe(20);
  }
});
