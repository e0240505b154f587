/** RunningHub goes away and comes back: nothing changes meanwhile, and everything goes on afterwards. */
import { expect, open, test } from "./fixtures";
import { arrange } from "./support/arrange";

test("a running task keeps its status while RunningHub does not answer, and finishes afterwards", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  const { id, runningHubTaskId } = await arrange(api, runningHub, "RUNNING", "Long run");
  await taskList.open();
  const tries = await runningHub.goMute();
  await expect.poll(tries, { message: "questions asked in vain", timeout: 30_000 }).toBeGreaterThan(3);
  expect(await api.task(id)).toMatchObject({ status: "RUNNING", statusReason: null, runningHubTaskId });
  await expect(taskList.status("Long run")).toHaveText("Running");

  await runningHub.comeBack();
  await runningHub.bend(runningHubTaskId ?? "", { state: "SUCCESS" });
  await expect(taskList.status("Long run")).toHaveText("Success", { timeout: 45_000 });
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  expect((await runningHub.ledger()).creates).toHaveLength(1);
});

test("a waiting task says that RunningHub cannot be reached, and starts by itself afterwards", async ({
  api,
  runningHub,
  taskList,
}) => {
  await runningHub.goDown();
  const { id } = await api.createPicture("Waiting", { start: true });
  await taskList.open();
  await expect(taskList.row("Waiting")).toContainText("RunningHub cannot be reached");
  expect((await api.task(id)).status).toBe("PENDING");
  await runningHub.comeBack();
  await expect(taskList.status("Waiting")).toHaveText("Success", { timeout: 45_000 });
  expect((await runningHub.ledger()).creates).toHaveLength(1);
});

test("a result that cannot be fetched at first is fetched later", async ({ api, page, runningHub }) => {
  await runningHub.misbehave({ match: { call: "files" }, fault: { type: "html502" }, count: 2 });
  const { id } = await api.createPicture("Late picture", { start: true });
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("link", { name: "Download result 1" })).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("img", { name: "Result 1" })).toBeVisible();
});
