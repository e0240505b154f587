/** Two people look at the same queue: what one does, the other sees. */
import { expect, test } from "./fixtures";
import { TaskList } from "./pages/task-list";
import { arrange } from "./support/arrange";

test("what happens in one tab is seen in the other, without a reload", async ({
  api,
  context,
  runningHub,
  taskList,
}) => {
  await api.createPicture("Poster");
  await runningHub.bendNext({ state: "RUNNING" });
  const other = await context.newPage();
  const otherList = new TaskList(other);
  await taskList.open();
  await otherList.open();
  await other.evaluate(() => Object.assign(window, { isSamePage: true }));

  await taskList.action("Poster", "Start").click();
  await expect(otherList.status("Poster")).toHaveText("Running");
  await expect(otherList.tab("Running")).toContainText("1");
  await expect(otherList.tab("Ready")).toContainText("0");
  const lane = other.getByRole("region", { name: /^The lane/ });
  await expect(lane.getByRole("link", { name: "Poster" })).toBeVisible();
  const [remote] = await runningHub.tasks();
  await runningHub.bend(remote?.taskId ?? "", { state: "SUCCESS" });
  await expect(otherList.status("Poster")).toHaveText("Success");
  await expect(taskList.status("Poster")).toHaveText("Success");

  await api.createPicture("From a script");
  await expect(otherList.row("From a script")).toBeVisible();
  await taskList.action("Poster", "Delete").click();
  await taskList.question.getByRole("button", { name: "Delete" }).click();
  await expect(otherList.row("Poster")).toBeHidden();
  expect(await other.evaluate(() => "isSamePage" in window)).toBe(true);
});

test("rows never jump under the pointer: what arrives meanwhile is announced", async ({
  api,
  page,
  taskList,
}) => {
  await api.createPicture("First");
  await taskList.open();
  await taskList.row("First").hover();
  await api.createPicture("Second");
  const news = page.getByRole("button", { name: "1 new task" });
  await expect(news).toBeVisible();
  await expect(taskList.row("Second")).toBeHidden();
  await news.click();
  await expect(taskList.row("Second")).toBeVisible();
});

test("a tab in the background lets go, and catches up as soon as it is looked at", async ({
  api,
  page,
  taskList,
}) => {
  await api.createPicture("Before");
  await page.clock.install();
  await taskList.open();
  await expect(taskList.row("Before")).toBeVisible();
  const look = (state: "hidden" | "visible") =>
    page.evaluate((visibilityState) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => visibilityState });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, state);
  await look("hidden");
  await page.clock.runFor(15_000);
  const freshness = page.locator("[data-freshness]");
  await expect(freshness).toHaveAttribute("data-freshness", "paused");
  const { id } = await api.createPicture("Meanwhile");
  await api.ask("DELETE", `/api/tasks/${(await api.list("?q=Before")).items[0]?.id}`);
  await page.clock.runFor(20_000);
  await expect(taskList.row("Meanwhile")).toBeHidden();

  await look("visible");
  await page.clock.resume();
  await expect(freshness).toHaveAttribute("data-freshness", "live");
  await expect(taskList.row("Meanwhile")).toBeVisible();
  await expect(taskList.row("Before")).toBeHidden();
  expect(await taskList.row("Meanwhile").getAttribute("data-task-id")).toBe(id);
});

test("what ended is told to a screen reader in one sentence", async ({ api, page, runningHub, taskList }) => {
  await api.createPicture("Poster");
  await taskList.open();
  await expect(taskList.row("Poster")).toBeVisible();
  await arrange(api, runningHub, "FAILED", "Broken");
  const news = page.locator("[data-news]");
  await expect(news).toHaveText("1 failed");
  await taskList.action("Poster", "Start").click();
  await expect(taskList.status("Poster")).toHaveText("Success");
  await expect(news).toHaveText("1 task finished");
});

test("an end in the same words as the one before is told again", async ({ api, page, taskList }) => {
  await taskList.open();
  const news = page.locator("[data-news]");
  await api.createPicture("First", { start: true });
  await expect(news).toHaveText("1 task finished");
  const before = await news.locator("span").elementHandle();
  await api.createPicture("Second", { start: true });
  // A reader speaks of what is put into the region; words that only stay there are not said.
  await expect
    .poll(() => before?.evaluate(({ isConnected }) => isConnected), { timeout: 30_000 })
    .toBe(false);
  await expect(news).toHaveText("1 task finished");
});
