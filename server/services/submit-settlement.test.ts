import { afterEach, expect, test } from "vitest";
import { processState } from "../process-state";
import { SIMULATOR_DEFAULT_KEY } from "../runninghub/simulator/accounts";
import { ADMIN, type Harness, startHarness, until } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { call } from "../testing/routes";

let harness: Harness;
afterEach(() => harness.stop());

const SLOW = { speed: 1, settings: { queueMs: 0, runMs: 60_000, cancelDelayMs: 50 } } as const;
/** Long enough that only a person settles anything. */
const PATIENT = { submitUnknownGraceSeconds: 600 } as const;
const ANSWER_LOST = { match: { call: "create" }, fault: { type: "drop-after" }, count: 1 } as const;
const NEVER_ARRIVED = { match: { call: "create" }, fault: { type: "drop-before" }, count: 1 } as const;
/** RunningHub's count as it is just before it shows a run, or when it is simply wrong. */
const COUNTS_NOTHING = {
  match: { path: "/uc/openapi/accountStatus" },
  fault: {
    type: "json",
    body: { code: 0, msg: "success", data: { remainCoins: "9", currentTaskCounts: "0" } },
  },
} as const;

const runsThere = () => harness.simulator.engine.tasksOf(SIMULATOR_DEFAULT_KEY);
const eventsOf = async (id: string) => (await harness.app.taskQueries.get(id)).events;
const linkRun = (id: string, remoteId: string) => harness.app.submitSettlement.linkRun(ADMIN, id, remoteId);
const sendAgain = (id: string) => harness.app.submitSettlement.sendAgain(ADMIN, id);

async function unclear(prompt: string) {
  const task = await harness.createTask(prompt);
  await harness.says(task.id, "SUBMIT_UNSETTLED");
  return task;
}

test("the run of an unclear submit is linked once RunningHub confirms it, and goes on as if nothing had happened", async () => {
  harness = await startHarness({ simulator: SLOW, config: PATIENT });
  await harness.control("faults", ANSWER_LOST);
  const task = await unclear("lost");
  const lost = runsThere()[0]?.taskId ?? "";
  const linked = await linkRun(task.id, lost);
  expect(linked).toMatchObject({ runningHubTaskId: lost, statusReason: null });
  expect(await eventsOf(task.id)).toContainEqual(
    expect.objectContaining({ type: "runLinked", actor: ADMIN.name, message: lost }),
  );
  await harness.control("advance", { ms: 61_000 });
  expect((await harness.reaches(task.id, "SUCCESS")).outputs).toHaveLength(1);
  expect(harness.acceptedPrompts()).toEqual(["lost"]);
});

test("an id that RunningHub does not know, that is another task's, or that nobody can ask about is not believed", async () => {
  harness = await startHarness({
    simulator: { ...SLOW, limit: 2 },
    config: { ...PATIENT, maxConcurrentTasks: 2 },
  });
  const other = await harness.createTask("other");
  const { runningHubTaskId } = await harness.reaches(other.id, "QUEUED", "RUNNING");
  await harness.control("faults", ANSWER_LOST);
  const task = await unclear("lost");
  await expect(linkRun(task.id, "1234567890123456789")).rejects.toMatchObject({ code: "EVIDENCE_AGAINST" });
  await expect(linkRun(task.id, runningHubTaskId ?? "")).rejects.toMatchObject({ code: "EVIDENCE_AGAINST" });
  const lost = runsThere()[1]?.taskId ?? "";
  await harness.control("faults", { match: { taskId: lost }, fault: { type: "drop-before" } });
  await expect(linkRun(task.id, lost)).rejects.toMatchObject({ code: "RUNNINGHUB_UNREACHABLE" });
  expect((await harness.app.taskQueries.view(task.id)).hold).toBe("unsettled");
});

test("nothing is sent again while RunningHub counts a run that we cannot name, or cannot be asked", async () => {
  harness = await startHarness({ simulator: SLOW, config: PATIENT });
  await harness.control("faults", ANSWER_LOST);
  const task = await unclear("alive");
  await expect(sendAgain(task.id)).rejects.toMatchObject({
    code: "EVIDENCE_AGAINST",
    message: expect.stringContaining("counts 1 runs and we know 0"),
  });
  await harness.control("faults", { match: { call: "account" }, fault: { type: "html502" } });
  await expect(sendAgain(task.id)).rejects.toMatchObject({ code: "RUNNINGHUB_UNREACHABLE" });
  expect((await harness.app.taskQueries.view(task.id)).hold).toBe("unsettled");
  expect(harness.acceptedPrompts()).toEqual(["alive"]);
});

test("a submit that did not start is sent again, once, however often the button is pressed", async () => {
  harness = await startHarness({ config: PATIENT });
  await harness.control("faults", NEVER_ARRIVED);
  const task = await unclear("again");
  const presses = await Promise.allSettled([sendAgain(task.id), sendAgain(task.id), sendAgain(task.id)]);
  expect(presses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  await harness.reaches(task.id, "SUCCESS");
  expect(harness.acceptedPrompts()).toEqual(["again"]);
  const { attempts, events } = await harness.app.taskQueries.get(task.id);
  expect(attempts.map(({ outcome }) => outcome?.code ?? null)).toEqual(["SENT_AGAIN", null]);
  expect(events.filter(({ type, actor }) => type === "sentAgain" && actor === ADMIN.name)).toHaveLength(1);
});

test("the run of an answer that comes after the task was sent again is cancelled; the second run goes on", async () => {
  harness = await startHarness({ simulator: { ...SLOW, limit: 2 }, config: PATIENT });
  await harness.control("faults", ANSWER_LOST);
  await harness.control("faults", COUNTS_NOTHING);
  const task = await unclear("twice");
  const { webhookToken } = await harness.app.db.attempt.findFirstOrThrow({ where: { taskId: task.id } });
  await sendAgain(task.id);
  await harness.reaches(task.id, "RUNNING");
  const [first, second] = runsThere();
  await harness.app.webhooks.receive(webhookToken, JSON.stringify({ taskId: first?.taskId }));
  await until("the cancel of the first run", async () => runsThere()[0]?.cancelledAt != null);
  expect(await harness.app.taskQueries.view(task.id)).toMatchObject({
    status: "RUNNING",
    runningHubTaskId: second?.taskId,
  });
  expect(runsThere()[1]?.cancelledAt).toBeNull();
  await harness.control("advance", { ms: 61_000 });
  await harness.reaches(task.id, "SUCCESS");
});

test("a task given up as unknown is restarted, not sent again; its run can still be linked and then corrects it", async () => {
  harness = await startHarness({ simulator: SLOW });
  await harness.control("faults", ANSWER_LOST);
  await harness.control("faults", COUNTS_NOTHING);
  const task = await harness.createTask("given up");
  expect((await harness.reaches(task.id, "FAILED")).statusReason?.code).toBe("SUBMIT_UNKNOWN");
  await expect(sendAgain(task.id)).rejects.toMatchObject({
    code: "INVALID_TRANSITION",
    message: expect.stringContaining("restart"),
  });
  await linkRun(task.id, runsThere()[0]?.taskId ?? "");
  await harness.control("advance", { ms: 61_000 });
  expect((await harness.reaches(task.id, "SUCCESS")).outputs).toHaveLength(1);
});

test("a run that is linked to a task stopped meanwhile is cancelled", async () => {
  harness = await startHarness({ simulator: SLOW, config: PATIENT });
  await harness.control("faults", ANSWER_LOST);
  const task = await unclear("stopped");
  await harness.app.taskController.stop(ADMIN, task.id);
  expect((await linkRun(task.id, runsThere()[0]?.taskId ?? "")).status).toBe("STOPPED");
  await until("the slot to be free", async () => {
    const [attempt] = (await harness.app.taskQueries.get(task.id)).attempts;
    return attempt?.releasedAt != null && runsThere()[0]?.cancelledAt != null;
  });
});

test("while the create call may still be under way nothing is sent again", async () => {
  harness = await startHarness({ config: { ...PATIENT, schedulerEnabled: false } });
  const task = await harness.createTask("under way");
  const [account] = await harness.app.accounts.list();
  const attempt = await harness.app.db.attempt.create({
    data: {
      id: "01890000-0000-7000-8000-000000000003",
      taskId: task.id,
      accountId: account?.id ?? "",
      number: 1,
      slotNo: 1,
      state: "UNKNOWN",
      nextPollAt: new Date(Date.now() + 3_600_000),
      epoch: 0,
      webhookToken: "of the session that ended",
      sentAt: new Date(Date.now() - 60_000),
    },
  });
  await harness.app.db.task.update({ where: { id: task.id }, data: { currentAttemptId: attempt.id } });
  await expect(sendAgain(task.id)).rejects.toMatchObject({
    code: "INVALID_TRANSITION",
    message: expect.stringContaining("on its way"),
  });
  await harness.age(16);
  expect(await sendAgain(task.id)).toMatchObject({ status: "PENDING", hold: null });
});

test("the REST door settles too, and refuses what is not unclear or not allowed", async () => {
  harness = await startHarness({ config: { ...PATIENT, apiToken: API_TOKEN } });
  await harness.control("faults", NEVER_ARRIVED);
  const task = await unclear("by a script");
  const viewer = { ...ADMIN, role: "viewer" } as const;
  await expect(harness.app.submitSettlement.sendAgain(viewer, task.id)).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  processState().container = harness.app;
  try {
    const path = { id: task.id };
    const wrong = await call("POST /api/tasks/{id}/link-run", {
      path,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ remoteId: "1234567890123456789" }),
    });
    expect([wrong.status, (await wrong.json()).code]).toEqual([409, "EVIDENCE_AGAINST"]);
    expect((await call("POST /api/tasks/{id}/send-again", { path })).status).toBe(200);
    await harness.reaches(task.id, "SUCCESS");
    const done = await call("POST /api/tasks/{id}/send-again", { path });
    expect([done.status, (await done.json()).code]).toEqual([409, "INVALID_TRANSITION"]);
  } finally {
    delete processState().container;
  }
});

test("a run of ours that ended unnoticed does not stand in for the one nobody can name", async () => {
  harness = await startHarness({
    simulator: { ...SLOW, limit: 2 },
    config: { ...PATIENT, maxConcurrentTasks: 2 },
  });
  const known = await harness.createTask("known");
  const { runningHubTaskId } = await harness.reaches(known.id, "RUNNING");
  await harness.control("advance", { ms: 30_000 });
  await harness.control("faults", ANSWER_LOST);
  const task = await unclear("lost");
  await harness.app.db.$executeRaw`
    UPDATE attempt SET next_poll_at = now() + interval '1 hour' WHERE remote_id = ${runningHubTaskId}`;
  await harness.control("advance", { ms: 35_000 });
  await expect(sendAgain(task.id)).rejects.toMatchObject({ code: "EVIDENCE_AGAINST" });
  expect(harness.acceptedPrompts()).toEqual(["known", "lost"]);
});
