/** Money: whatever happens to the submit call, no run is ever paid twice, and no task is lost. */
import { expect, test } from "./fixtures";
import type { RunningHub } from "./support/running-hub";

/** What RunningHub was asked for, and what it accepted. */
async function creates(runningHub: RunningHub): Promise<{ sent: number; accepted: number }> {
  const { creates: calls, duplicates } = await runningHub.ledger();
  expect(duplicates).toEqual([]);
  return { sent: calls.length, accepted: calls.filter(({ accepted }) => accepted).length };
}

test("while RunningHub is full, a task waits, says so, and runs later", async ({ api, runningHub }) => {
  await runningHub.misbehave({ match: { call: "create" }, fault: { type: "busy" }, count: 2 });
  const { id } = await api.createPicture("Patient", { start: true });
  await expect.poll(async () => (await api.task(id)).statusReason?.code).toBe("CAPACITY");
  expect((await api.task(id)).status).toBe("PENDING");
  await api.reaches(id, "SUCCESS");
  expect(await creates(runningHub)).toEqual({ sent: 3, accepted: 1 });
});

test("a submit whose answer was lost is never sent again, and the queue goes on", async ({
  api,
  runningHub,
}) => {
  await runningHub.bendNext({ runMs: 30_000 });
  await runningHub.misbehave({ match: { call: "create" }, fault: { type: "drop-after" }, count: 1 });
  const lost = await api.createPicture("Lost answer", { start: true });
  const next = await api.createPicture("Next in line", { start: true });
  await expect.poll(async () => (await api.task(lost.id)).statusReason?.code).toBe("SUBMIT_UNSETTLED");
  // The run nobody can name is alive on RunningHub: its slot stays taken.
  expect((await api.task(next.id)).status).toBe("PENDING");
  expect((await api.reaches(lost.id, "FAILED")).statusReason?.code).toBe("SUBMIT_UNKNOWN");
  await api.reaches(next.id, "SUCCESS");
  expect(await creates(runningHub)).toEqual({ sent: 2, accepted: 2 });
  expect(await runningHub.mostAtOnce()).toBe(1);
});

test("half an answer counts as no answer", async ({ api, runningHub }) => {
  await runningHub.misbehave({ match: { call: "create" }, fault: { type: "truncate" }, count: 1 });
  const { id } = await api.createPicture("Half an answer", { start: true });
  await api.reaches(id, "FAILED");
  expect(await creates(runningHub)).toEqual({ sent: 1, accepted: 1 });
});

test("a connection that broke before RunningHub did anything is not paid for, and not sent again by itself", async ({
  api,
  runningHub,
}) => {
  await runningHub.misbehave({ match: { call: "create" }, fault: { type: "drop-before" }, count: 1 });
  const { id } = await api.createPicture("Broken line", { start: true });
  expect((await api.reaches(id, "FAILED")).statusReason?.code).toBe("SUBMIT_UNKNOWN");
  expect(await creates(runningHub)).toEqual({ sent: 1, accepted: 0 });
  await api.start(id);
  await api.reaches(id, "SUCCESS");
  expect(await creates(runningHub)).toEqual({ sent: 2, accepted: 1 });
});

test("a submit that hangs holds its slot, also when its task is stopped", async ({ api, runningHub }) => {
  await runningHub.misbehave({
    match: { call: "create" },
    fault: { type: "hang", accepted: true },
    count: 1,
  });
  const hanging = await api.createPicture("Hanging", { start: true });
  const next = await api.createPicture("Next in line", { start: true });
  await expect.poll(async () => (await creates(runningHub)).accepted).toBe(1);
  const { accounts } = await api.trpc.queue.lane.query();
  expect(accounts[0]?.slots.map(({ state }) => state)).toEqual(["submitting"]);
  expect((await api.stop(hanging.id)).status).toBe("STOPPED");
  expect((await api.task(next.id)).status).toBe("PENDING");
  expect((await creates(runningHub)).sent).toBe(1);
  // Every open connection breaks: the answer will never come.
  await runningHub.goDown();
  await runningHub.comeBack();
  await api.reaches(next.id, "SUCCESS");
  expect((await api.task(hanging.id)).status).toBe("STOPPED");
  expect(await runningHub.mostAtOnce()).toBe(1);
});

test("a result that RunningHub shows late, or denies at first, still arrives", async ({
  api,
  runningHub,
}) => {
  await runningHub.control("POST", "tasks/next", { emptyOutputsTimes: 2, emptyOutputsAs: "null" });
  const late = await api.createPicture("Late result", { start: true });
  expect((await api.reaches(late.id, "SUCCESS")).outputs).toHaveLength(1);
  await runningHub.control("POST", "tasks/next", { flapFailedThenSuccess: 1 });
  const denied = await api.createPicture("Denied result", { start: true });
  await api.reaches(denied.id, "SUCCESS");
  expect(await creates(runningHub)).toEqual({ sent: 2, accepted: 2 });
});

test("a key that does not work pauses the account, not five tasks", async ({ api, runningHub }) => {
  await runningHub.control("POST", "accounts", { key: "0".repeat(32), blocked: 802 });
  const tasks = await Promise.all(
    [1, 2, 3, 4, 5].map((number) => api.createPicture(`Task ${number}`, { start: true })),
  );
  await expect
    .poll(async () => (await api.trpc.queue.lane.query()).accounts[0]?.paused?.code)
    .toBe("ACCOUNT_KEY");
  expect((await api.list()).counts).toMatchObject({ PENDING: 5, FAILED: 0 });
  expect((await creates(runningHub)).sent).toBe(1);
  await runningHub.control("POST", "accounts", { key: "0".repeat(32), blocked: null });
  const [account] = await api.trpc.accounts.list.query();
  await api.trpc.accounts.resume.mutate({ id: account?.id ?? "" });
  for (const { id } of tasks) await api.reaches(id, "SUCCESS");
  expect((await creates(runningHub)).accepted).toBe(5);
});
