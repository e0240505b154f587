/** Many tasks at once: the bar offers what every selected task allows, and says exactly what became of each. */
import { expect, test } from "./fixtures";
import type { Api } from "./support/api";
import { arrange } from "./support/arrange";

test("a mixed selection offers only what all of it allows", async ({ api, runningHub, taskList }) => {
  await arrange(api, runningHub, "FAILED", "Failed one");
  await arrange(api, runningHub, "SUCCESS", "Finished one");
  await arrange(api, runningHub, "RUNNING", "Running one");
  await api.createPicture("Waiting one", { start: true });
  await arrange(api, runningHub, "READY", "Ready one");
  await taskList.open();
  await expect(taskList.batchBar).toBeHidden();

  await taskList.select("Ready one");
  await expect.poll(() => taskList.batchButtons()).toEqual(["Start selected", "Delete selected"]);
  await taskList.select("Failed one");
  await expect.poll(() => taskList.batchButtons()).toEqual(["Start selected", "Delete selected"]);
  await expect(taskList.batchBar).toContainText("2 selected");
  await taskList.select("Ready one");
  await expect(taskList.batchBar).toContainText("1 selected");
  expect(await taskList.batchButtons(), "also where all have run before").toEqual([
    "Start selected",
    "Delete selected",
  ]);
  await taskList.select("Ready one");
  await taskList.select("Failed one");
  await taskList.select("Running one");
  await expect.poll(() => taskList.batchButtons()).toEqual(["Delete selected"]);
  await taskList.select("Ready one");
  await taskList.select("Waiting one");
  await expect.poll(() => taskList.batchButtons()).toEqual(["Stop selected", "Delete selected"]);
  await taskList.select("Finished one");
  await expect.poll(() => taskList.batchButtons()).toEqual(["Delete selected"]);
});

test("all of the page is selected and released with one box", async ({ api, taskList }) => {
  for (const name of ["One", "Two", "Three"]) await api.createPicture(name);
  await taskList.open();
  await taskList.selectPage.click();
  await expect(taskList.batchBar).toContainText("3 selected");
  await taskList.select("Two");
  await expect(taskList.batchBar).toContainText("2 selected");
  await expect(taskList.selectPage).toBeChecked({ indeterminate: true });
  await taskList.selectPage.click();
  await expect(taskList.batchBar).toContainText("3 selected");
  await taskList.selectPage.click();
  await expect(taskList.batchBar).toBeHidden();
});

test("a batch is started, stopped after a question, deleted after a question, and brought back", async ({
  api,
  page,
  taskList,
}) => {
  await api.trpc.queue.pause.mutate();
  for (const name of ["One", "Two", "Three"]) await api.createPicture(name);
  await taskList.open();
  await taskList.selectPage.click();
  await taskList.batchAction("Start").click();
  await expect(page.getByText("3 tasks are in the line.")).toBeVisible();
  for (const name of ["One", "Two", "Three"]) await expect(taskList.status(name)).toHaveText("Pending");

  await taskList.selectPage.click();
  await taskList.batchAction("Stop").click();
  await expect(taskList.question).toContainText("Stop 3 tasks?");
  await taskList.question.getByRole("button", { name: "Stop" }).click();
  for (const name of ["One", "Two", "Three"]) await expect(taskList.status(name)).toHaveText("Stopped");

  await taskList.selectPage.click();
  await taskList.batchAction("Delete").click();
  await expect(taskList.question).toContainText("Delete 3 tasks?");
  await taskList.question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No tasks yet")).toBeVisible();
  // The toast of the stop may still be there, with an undo of its own.
  const deleted = page.locator("[data-sonner-toast]").filter({ hasText: "3 tasks are deleted." });
  await deleted.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("3 tasks are back.")).toBeVisible();
  for (const name of ["One", "Two", "Three"]) await expect(taskList.status(name)).toHaveText("Stopped");
});

test("after a partly failed batch each task is accounted for, and the failed ones can be tried again", async ({
  api,
  page,
  taskList,
}) => {
  await api.trpc.queue.pause.mutate();
  const free = await api.createPicture("Free");
  const taken = await api.createPicture("Taken");
  await taskList.open();
  await taskList.selectPage.click();
  // Somebody else starts one of them in the moment before the batch arrives.
  await page.route("**/tasks", async (route) => {
    if (route.request().method() === "POST") await api.start(taken.id);
    await route.continue();
  });
  await taskList.batchAction("Start").click();

  await expect(taskList.report).toContainText("Start: 1 of 2 done");
  // One reason, and below it the one task it concerns.
  const refused = taskList.report.getByRole("listitem").first();
  await expect(refused.getByRole("listitem")).toHaveCount(1);
  await expect(refused).toContainText("Taken");
  await expect(refused).toContainText("Pending");
  await expect(refused).toContainText("it can no longer do this");
  await expect(taskList.report).toContainText("1 done");
  expect((await api.task(free.id)).status).toBe("PENDING");

  await page.unroute("**/tasks");
  await api.stop(taken.id);
  await taskList.report.getByRole("button", { name: "Try it again" }).click();
  await expect(taskList.report).toBeHidden();
  await expect(page.getByText("“Taken” is in the line.")).toBeVisible();
  await expect(taskList.status("Taken")).toHaveText("Pending");
});

/** More tasks than a page shows. */
function manyTasks(api: Api): Promise<unknown> {
  const tasks = Array.from({ length: 60 }, (_, at) => ({
    workflowId: "1904136902449209346",
    workflowName: `Poster ${at + 1}`,
  }));
  return api.ask("POST", "/api/tasks/bulk", { tasks });
}

test("everything that matches can be selected, beyond the page", async ({ api, page, taskList }) => {
  await manyTasks(api);
  await taskList.open();
  await taskList.selectPage.click();
  await expect(taskList.batchBar).toContainText("50 selected");
  await taskList.batchBar.getByRole("button", { name: "Select all 60" }).click();
  await expect(taskList.batchBar).toContainText("All 60 selected");
  await taskList.batchAction("Delete").click();
  await expect(taskList.question).toContainText("Delete all 60 matching tasks?");
  await taskList.question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No tasks yet")).toBeVisible();
  expect((await api.list()).items).toEqual([]);
});

test("until it is counted what of a filter runs, the question says that it may be billed", async ({
  api,
  page,
  taskList,
}) => {
  await manyTasks(api);
  let count = () => {};
  const counted = new Promise<void>((resolve) => {
    count = resolve;
  });
  await page.route(/tasks\.countMatching/, async (route) => {
    await counted;
    await route.continue();
  });
  await taskList.open();
  await taskList.selectPage.click();
  await taskList.batchBar.getByRole("button", { name: "Select all 60" }).click();
  await taskList.batchAction("Delete").click();
  await expect(taskList.question).toContainText("stopped there first, and the time used may be billed");
  count();
  await expect(taskList.question).not.toContainText("billed");
  await taskList.question.getByRole("button", { name: "Keep" }).click();
});
