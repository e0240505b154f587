/** Thousands of tasks at once: chosen, stopped, aborted, undone and reported, while the page may be left or reloaded. */
import { readFile } from "node:fs/promises";
import Papa from "papaparse";
import type { OperationItem, OperationView } from "@/lib/operation-schemas";
import type { TaskStatus } from "@/lib/task-status";
import { expect, open, reopen, test } from "./fixtures";
import { Operations } from "./pages/operations";
import { TaskList } from "./pages/task-list";
import type { Api } from "./support/api";

const MANY = 5_000;

// Thousands of tasks are made, changed and taken away again by each of these.
test.describe.configure({ timeout: 180_000 });

/** So many tasks that wait in a paused line. */
async function waiting(api: Api, count: number): Promise<void> {
  await api.trpc.queue.pause.mutate();
  const { remoteId } = await api.sample("Text to image");
  const tasks = Array.from({ length: count }, (_, at) => ({
    workflowId: remoteId,
    workflowName: `Poster ${at + 1}`,
    start: true,
  }));
  await api.ask("POST", "/api/tasks/bulk", { tasks });
}
const tasksIn = async (api: Api, status: TaskStatus) => (await api.trpc.tasks.counts.query())[status];

/** Chooses the page, then everything that matches, and asks for it to be stopped. */
async function stopAll(taskList: TaskList, count: number): Promise<void> {
  await taskList.selectPage.click();
  await taskList.batchBar.getByRole("button", { name: /^Select all/ }).click();
  await expect(taskList.batchBar).toContainText(`All ${count.toLocaleString("en")} selected`);
  await taskList.batchAction("Stop").click();
  await expect(taskList.question).toContainText(`Stop all ${count.toLocaleString("en")} matching tasks?`);
  await taskList.question.getByRole("button", { name: "Stop" }).click();
}

test("all 5,000 matching tasks are stopped with progress in sight, and undone", async ({
  api,
  page,
  taskList,
}) => {
  await waiting(api, MANY);
  const operations = new Operations(page);
  await taskList.open();
  await stopAll(taskList, MANY);
  await expect(operations.progress).toBeVisible();
  await expect(taskList.batchBar).toBeHidden();
  await expect(operations.toast("5,000 tasks are stopped.")).toBeVisible({ timeout: 60_000 });
  expect(await tasksIn(api, "STOPPED")).toBe(MANY);
  await expect(taskList.tab("Stopped")).toContainText("5,000");

  await operations.undo.click();
  await expect(operations.toast("5,000 tasks are back in line.")).toBeVisible({ timeout: 60_000 });
  expect(await tasksIn(api, "PENDING")).toBe(MANY);
  await expect(taskList.status("Poster 5000")).toHaveText("Pending");
});

test("a reload in the middle loses nothing: the page goes on showing it, and it can be undone afterwards", async ({
  api,
  page,
  taskList,
}) => {
  await waiting(api, MANY);
  const operations = new Operations(page);
  await taskList.open();
  await stopAll(taskList, MANY);
  await expect(operations.progress).toBeVisible();
  await reopen(page);
  // It may end at this moment, and then there are both.
  await expect(operations.toast("5,000 tasks are stopped.").or(operations.tray).first()).toBeVisible();
  await expect.poll(() => tasksIn(api, "STOPPED"), { timeout: 60_000 }).toBe(MANY);

  await open(page, "/settings");
  await operations.unfold();
  await expect(operations.tray).toContainText("5,000 tasks are stopped.");
  // The newest is on top.
  await operations.button("Undo").first().click();
  await expect.poll(() => tasksIn(api, "PENDING"), { timeout: 60_000 }).toBe(MANY);
});

test("aborted in the middle: what is done stays done, and the report accounts for every task", async ({
  api,
  page,
  taskList,
}) => {
  // So many that they are not done before somebody can press the button.
  await waiting(api, MANY);
  await waiting(api, MANY);
  const operations = new Operations(page);
  await taskList.open();
  await stopAll(taskList, 2 * MANY);
  await operations.button("Abort").click();
  await expect(operations.toast(/^Aborted after/)).toBeVisible();
  const [operation] = await api.trpc.operations.recent.query();
  const { succeeded = 0, skipped = 0 } = operation ?? {};
  expect(skipped).toBeGreaterThan(0);
  expect(succeeded + skipped).toBe(2 * MANY);
  expect([await tasksIn(api, "STOPPED"), await tasksIn(api, "PENDING")]).toEqual([succeeded, skipped]);

  await operations.unfold();
  await operations.button("Report").first().click();
  await expect(operations.report).toContainText(`${skipped.toLocaleString("en")} were not looked at`);
  const downloads = page.waitForEvent("download");
  await operations.report.getByRole("link", { name: "CSV" }).click();
  const csv = await readFile(await (await downloads).path(), "utf8");
  const { data, errors } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  const outcomes = (outcome: string) => data.filter((row) => row.outcome === outcome).length;
  expect([outcomes("done"), outcomes("skipped")]).toEqual([succeeded, skipped]);
  const json = await api.ask<{ operation: OperationView; items: OperationItem[] }>(
    "GET",
    `/api/operations/${operation?.id}/report`,
  );
  expect(json.items.map(({ id }) => id)).toEqual(data.map((row) => row.id));
});

test("a choice lasts from page to page, and another filter begins with none", async ({
  api,
  page,
  taskList,
}) => {
  await waiting(api, 60);
  await taskList.open();
  await taskList.select("Poster 60");
  await taskList.select("Poster 59");
  await page
    .getByRole("button", { name: "Next" })
    .or(page.getByRole("link", { name: "Next" }))
    .click();
  await taskList.select("Poster 1");
  await expect(taskList.batchBar).toContainText("3 selected");
  await expect(taskList.batchBar).toContainText("2 on other pages");
  await page
    .getByRole("button", { name: "Previous" })
    .or(page.getByRole("link", { name: "Previous" }))
    .click();
  await expect(taskList.row("Poster 60").getByRole("checkbox")).toBeChecked();
  await expect(taskList.batchBar).toContainText("1 on another page");

  // Somebody else stops the one on the other page: now the three have no common action but delete.
  const { items } = await api.list("?q=Poster+1&limit=200");
  const first = items.find(({ workflowName }) => workflowName === "Poster 1");
  await api.stop(first?.id ?? "");
  await expect.poll(() => taskList.batchButtons()).toEqual(["Delete selected"]);

  await taskList.batchAction("Delete").click();
  await expect(taskList.question).toContainText("Delete 3 tasks?");
  await taskList.question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("3 tasks are deleted.")).toBeVisible();
  await page.locator("[data-sonner-toast]").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("3 tasks are back.")).toBeVisible();
  expect((await api.list()).counts.STOPPED + (await api.list()).counts.PENDING).toBe(60);

  await taskList.select("Poster 60");
  await taskList.tab("Pending").click();
  await expect(taskList.batchBar).toBeHidden();
});

test("a double click has one effect", async ({ api, page, runningHub, taskList }) => {
  await api.trpc.queue.pause.mutate();
  const single = await api.createPicture("Pressed twice");
  await api.createPicture("One");
  await api.createPicture("Two");
  await taskList.open();
  await taskList.action("Pressed twice", "Start").dblclick();
  await expect(taskList.status("Pressed twice")).toHaveText("Pending");
  await expect(taskList.question).toBeHidden();
  await taskList.select("One");
  await taskList.select("Two");
  await taskList.batchAction("Start").dblclick();
  await expect(taskList.status("One")).toHaveText("Pending");
  await expect(taskList.status("Two")).toHaveText("Pending");
  // The second press came before the first was answered: both must have had their time.
  await expect(page.getByText("2 tasks are in the line.")).toBeVisible();
  const [operation, earlier] = await api.trpc.operations.recent.query();
  expect(operation).toMatchObject({ requested: 2, succeeded: 2 });
  expect(earlier?.action).toBe("delete");
  await api.trpc.queue.resume.mutate();
  const { events } = await api.reaches(single.id, "SUCCESS");
  expect(events.filter(({ type }) => type === "start")).toHaveLength(1);
  await expect.poll(async () => (await api.list()).counts.SUCCESS).toBe(3);
  expect((await runningHub.ledger()).creates).toHaveLength(3);
});

test("the row shows what is coming before the server has answered", async ({ api, page, taskList }) => {
  await api.trpc.queue.pause.mutate();
  await api.createPicture("Poster");
  await taskList.open();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/trpc/tasks.start*", async (route) => {
    await held;
    await route.continue();
  });
  await taskList.action("Poster", "Start").click();
  await expect(taskList.status("Poster")).toHaveText("Pending");
  expect((await api.list()).counts.PENDING).toBe(0);
  answer();
  await expect(page.getByText("“Poster” is in the line.")).toBeVisible();
  expect((await api.list()).counts.PENDING).toBe(1);
});

test("what the server refuses looks again as it was, and the reason is told", async ({
  api,
  page,
  taskList,
}) => {
  await api.trpc.queue.pause.mutate();
  await api.createPicture("Poster");
  await taskList.open();
  await page.route("**/api/trpc/tasks.start*", (route) =>
    route.fulfill({
      status: 409,
      contentType: "application/json",
      body: JSON.stringify({
        error: { message: "no", code: -32009, data: { appCode: "INVALID_TRANSITION", httpStatus: 409 } },
      }),
    }),
  );
  await taskList.action("Poster", "Start").click();
  await expect(page.getByText("“Poster” was not started")).toBeVisible();
  await expect(page.getByText("it can no longer do this")).toBeVisible();
  await expect(taskList.status("Poster")).toHaveText("Ready");
});

test("an answer that was lost is asked for again, and is no failure", async ({ api, page, taskList }) => {
  await api.trpc.queue.pause.mutate();
  const { id } = await api.createPicture("Poster");
  for (const name of ["One", "Two"]) await api.createPicture(name);
  const [earlier] = await api.trpc.operations.recent.query();
  await taskList.open();
  let lost = 0;
  // A single start by tRPC, an operation by the page's server action: each reaches the server, and its first answer is cut off.
  await page.route(/\/api\/trpc\/tasks\.start|\/tasks$/, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    lost += 1;
    if (lost % 2 === 0) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  await taskList.action("Poster", "Start").click();
  await expect(page.getByText("“Poster” is in the line.")).toBeVisible();
  await taskList.select("One");
  await taskList.select("Two");
  await taskList.batchAction("Start").click();
  await expect(page.getByText("2 tasks are in the line.")).toBeVisible();
  // The news of the operation may be there before its second answer.
  await expect.poll(() => lost).toBe(4);
  const { events } = await api.task(id);
  expect(events.filter(({ type }) => type === "start")).toHaveLength(1);
  const [operation, before] = await api.trpc.operations.recent.query();
  expect(operation).toMatchObject({ requested: 2, succeeded: 2 });
  expect(before?.id).toBe(earlier?.id);
});

test("two tabs: the other one sees the operation and its effect", async ({
  api,
  context,
  page,
  taskList,
}) => {
  await waiting(api, 1_500);
  const other = await context.newPage();
  const otherList = new TaskList(other);
  await otherList.open();
  await taskList.open();
  await stopAll(taskList, 1_500);
  await expect(new Operations(page).toast("1,500 tasks are stopped.")).toBeVisible({ timeout: 60_000 });
  await expect(otherList.tab("Stopped")).toContainText("1,500");
  await expect(otherList.status("Poster 1500")).toHaveText("Stopped");
  await expect(new Operations(other).tray).toBeVisible();
});
