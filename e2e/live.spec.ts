/** Two people look at the same queue: what one does, the other sees. */
import { expect, test } from "./fixtures";
import { TaskList } from "./pages/task-list";

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
