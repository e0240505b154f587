/** The product is killed, restarted, or loses its connection: no task is lost, and none is paid twice. */
import { expect, test } from "./fixtures";

test("a restart in the middle of a run loses nothing, and an open page catches up by itself", async ({
  api,
  page,
  product,
  runningHub,
  taskList,
}) => {
  await runningHub.bendNext({ state: "RUNNING" });
  const { id } = await api.createPicture("Long run", { start: true });
  const { runningHubTaskId } = await api.reaches(id, "RUNNING");
  await taskList.open();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await product.stop();
  await expect(page.getByText("Live", { exact: true })).toBeHidden();
  await runningHub.bend(runningHubTaskId ?? "", { state: "SUCCESS" });
  await product.begin();
  await expect(taskList.status("Long run")).toHaveText("Success", { timeout: 45_000 });
  await expect(page.getByText("Live", { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
  expect((await runningHub.ledger()).creates).toHaveLength(1);
});

test("after kill -9 of every process in mid-run, each task reaches its right end", async ({
  api,
  product,
  runningHub,
}) => {
  test.slow();
  await runningHub.bendNext({ state: "RUNNING" });
  const running = await api.createPicture("Running", { start: true });
  const endless = await api.createPicture("Endless", { start: true, timeoutMinutes: 0.05 });
  const waiting = await api.createPicture("Waiting", { start: true });
  const stopped = await api.createPicture("Stopped", { start: true });
  const ready = await api.createPicture("Ready");
  await api.stop(stopped.id);
  const { runningHubTaskId } = await api.reaches(running.id, "RUNNING");
  await product.kill();
  // The world goes on: the run ends, and the next one will never end by itself.
  await runningHub.bend(runningHubTaskId ?? "", { state: "SUCCESS" });
  await runningHub.bendNext({ state: "RUNNING" });
  await product.begin();

  const { outputs } = await api.reaches(running.id, "SUCCESS");
  expect((await api.send(outputs[0]?.url ?? "")).status).toBe(200);
  expect((await api.reaches(endless.id, "FAILED")).statusReason?.code).toBe("TASK_TIMEOUT");
  await api.reaches(waiting.id, "SUCCESS");
  expect((await api.task(stopped.id)).status).toBe("STOPPED");
  expect((await api.task(ready.id)).status).toBe("READY");
  const { creates, duplicates } = await runningHub.ledger();
  expect(creates.map(({ accepted }) => accepted)).toEqual([true, true, true]);
  expect(duplicates).toEqual([]);
  expect(await runningHub.mostAtOnce()).toBe(1);
});

test("killed between sending a task and hearing of it: it is not sent again, and the line goes on", async ({
  api,
  product,
  runningHub,
}) => {
  test.setTimeout(240_000);
  await runningHub.misbehave({
    match: { call: "create" },
    fault: { type: "hang", accepted: true },
    count: 1,
  });
  const sent = await api.createPicture("Sent", { start: true });
  const next = await api.createPicture("Next", { start: true });
  await expect.poll(async () => (await runningHub.ledger()).creates.length).toBe(1);
  await product.kill();
  await product.begin();
  // A call may be under way for 75 seconds; only then is its answer known to be lost.
  expect((await api.reaches(sent.id, "FAILED", 120_000)).statusReason?.code).toBe("SUBMIT_UNKNOWN");
  await api.reaches(next.id, "SUCCESS");
  const { creates, duplicates } = await runningHub.ledger();
  expect(creates).toHaveLength(2);
  expect(duplicates).toEqual([]);
  expect(await runningHub.mostAtOnce()).toBe(1);
});
