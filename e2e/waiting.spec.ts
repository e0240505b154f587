/** Every waiting task says why it waits, in the list and on its page, and the words follow what happens. */
import { expect, open, test } from "./fixtures";
import { findings } from "./support/axe";
import { API_KEY } from "./support/running-hub";

test("while the line is paused, the tasks in it say so, with their places", async ({
  api,
  page,
  taskList,
}) => {
  await api.trpc.queue.pause.mutate();
  const { id } = await api.createPicture("First", { start: true });
  await api.createPicture("Second", { start: true });
  await taskList.open();
  await expect(taskList.row("Second")).toContainText("2 of 2");
  await expect(taskList.row("Second")).toContainText("Line paused");
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("heading", { name: "The line is paused" })).toBeVisible();
  await expect(page.getByText("Place 1 of 2 in the line.")).toBeVisible();
  expect.soft(await findings(page)).toEqual([]);

  await open(page, "/settings");
  await page.getByRole("main").getByRole("button", { name: "Resume the line" }).click();
  await expect(page.getByText("The line is moving", { exact: true })).toBeVisible();
  await api.reaches(id, "SUCCESS");
});

test("behind a run, a task says how many are before it and when a slot is likely free", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  // A run before it gives the forecast something to go by.
  const past = await api.createPicture("Past", { start: true });
  await api.reaches(past.id, "SUCCESS");
  await runningHub.bendNext({ state: "RUNNING" });
  const running = await api.createPicture("Running", { start: true });
  await api.reaches(running.id, "RUNNING");
  await api.createPicture("Next", { start: true });
  const { id } = await api.createPicture("After next", { start: true });
  await taskList.open();
  await expect(taskList.row("After next")).toContainText("2 of 2");
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("heading", { name: "One task is ahead" })).toBeVisible();
  await expect(page.getByText(/All slots are taken. One is likely free for it/)).toBeVisible();
});

test("while RunningHub has no room, a task says that it is full and when it is tried again", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  await runningHub.patchAccount({ key: API_KEY, externalRunning: 1 });
  const { id } = await api.createPicture("Patient", { start: true });
  await taskList.open();
  await expect(taskList.row("Patient")).toContainText("RunningHub is full");
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("heading", { name: "RunningHub is full" })).toBeVisible();
  await expect(page.getByText(/The next try is at about/)).toBeVisible();
  await runningHub.patchAccount({ key: API_KEY, externalRunning: 0 });
  await api.reaches(id, "SUCCESS");
});

test("a workflow whose runs fail in a row is held, says so, and runs again when a person lets it", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  await open(page, "/settings");
  const breaker = page.getByRole("region", { name: "Failing workflows" });
  await breaker.getByLabel("Hold after failures in a row").fill("2");
  await breaker.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();

  await runningHub.bendNext({ failure: "error", count: 2 });
  for (const name of ["Bad one", "Bad two"]) {
    const { id } = await api.createPicture(name, { start: true });
    await api.reaches(id, "FAILED");
  }
  const { id } = await api.createPicture("Held back", { start: true });
  await taskList.open();
  await expect(taskList.row("Held back")).toContainText("Workflow held");
  // Nothing is about to start: the lane must not say so.
  await expect(page.locator("[data-slot-state=free]").first()).toHaveText(/Free$/);
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("heading", { name: "This workflow is held" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "is held." })).toBeVisible();
  expect.soft(await findings(page), "task and banner").toEqual([]);
  await page.getByRole("main").getByRole("link", { name: "Open settings" }).click();
  await expect(page.getByText("2 failures in a row")).toBeVisible();
  expect.soft(await findings(page), "settings").toEqual([]);
  await page
    .getByRole("main")
    .getByRole("button", { name: /^Let .* run again$/ })
    .click();
  await expect(page.getByText("No workflow is held.")).toBeVisible();
  await api.reaches(id, "SUCCESS");
});
