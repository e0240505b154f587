/** Finding one's way in the list: tabs, search, filters, sorting, pages, the address. */
import { expect, open, reopen, test } from "./fixtures";
import { arrange } from "./support/arrange";

test("tabs and search narrow the list, the address remembers it, and nothing found says so", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  await arrange(api, runningHub, "FAILED", "Night poster");
  await api.createPicture("Day poster");
  await api.createPicture("Menu card");
  await taskList.open();
  await expect(taskList.tab("All")).toContainText("3");
  await taskList.tab("Failed").click();
  await expect(taskList.row("Night poster")).toBeVisible();
  await expect(taskList.row("Day poster")).toBeHidden();
  await reopen(page);
  await expect(taskList.tab("Failed")).toHaveAttribute("aria-selected", "true");
  await expect(taskList.row("Night poster")).toBeVisible();
  await expect(taskList.row("Day poster")).toBeHidden();
  await taskList.tab("All").click();

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search tasks" })).toBeFocused();
  await page.keyboard.type("poster");
  await expect(taskList.row("Menu card")).toBeHidden();
  await expect(taskList.row("Day poster")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search tasks" }).fill("nowhere");
  await expect(page.getByText("No task matches “nowhere”")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(taskList.row("Menu card")).toBeVisible();
});

test("the back button undoes one wish at a time, and names that are not ours stay in the address", async ({
  api,
  page,
  taskList,
}) => {
  await api.createPicture("Poster");
  await taskList.open("?from=30d&ref=mail");
  await taskList.tab("Ready").click();
  await expect(page).toHaveURL("/tasks?from=30d&ref=mail&status=READY");
  await taskList.tab("Failed").click();
  await expect(taskList.row("Poster")).toHaveCount(0);
  await page.goBack();
  await expect(taskList.tab("Ready")).toHaveAttribute("aria-selected", "true");
  await expect(taskList.row("Poster")).toBeVisible();
  await page.goBack();
  await expect(taskList.tab("All")).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveURL("/tasks?from=30d&ref=mail");
  await page.goForward();
  await expect(taskList.tab("Ready")).toHaveAttribute("aria-selected", "true");
});

test("a form refuses what cannot work before anything is sent, and a copy takes the values over", async ({
  api,
  page,
}) => {
  const { id } = await api.sample("Text to image");
  await open(page, `/tasks/new?workflow=${id}`);
  await page.getByLabel(/^Prompt/).fill("a quiet harbour");
  await page.getByLabel("Time limit").fill("-3");
  await page.getByRole("button", { name: "Save as ready" }).click();
  await expect(page.getByText("One field needs your attention.")).toBeVisible();
  await expect(page.getByText(/^Enter minutes, more than 0/)).toBeVisible();
  expect((await api.list()).items).toEqual([]);
  await page.getByLabel("Time limit").fill("12.5");
  await page.getByRole("button", { name: "Save as ready" }).click();
  await expect(page.locator("header [data-status]")).toHaveText("Ready");
  expect((await api.list()).items).toMatchObject([{ status: "READY", timeoutMinutes: 12.5 }]);
  await page.getByRole("link", { name: "Copy" }).click();
  await expect(page.getByText("Values taken over from an earlier task.")).toBeVisible();
  await expect(page.getByLabel(/^Prompt/)).toHaveValue("a quiet harbour");
});

test("filters by problem and account show as chips, count what matches, and live in the address", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  const apiKey = "2".repeat(32);
  await runningHub.patchAccount({ key: apiKey });
  const { id: accountId } = await api.trpc.accounts.create.mutate({
    name: "Studio two",
    baseUrl: runningHub.url,
    apiKey,
    slotLimit: 1,
  });
  await arrange(api, runningHub, "FAILED", "Too large");
  await api.createPicture("Not started");
  await api.createPicture("Bound", { accountId });
  await taskList.open();
  await taskList.openFilter();
  await taskList.choose("Problem", "Out of graphics memory");
  await taskList.closeFilter();
  await expect.poll(() => taskList.names()).toEqual(["Too large"]);
  await expect(taskList.chips).toContainText("1 matches");
  await expect(page).toHaveURL(/error=OUT_OF_MEMORY/);
  await reopen(page);
  await expect.poll(() => taskList.names()).toEqual(["Too large"]);
  await taskList.chips.getByRole("button", { name: "Remove “Problem: Out of graphics memory”" }).click();
  await expect.poll(() => taskList.names()).toHaveLength(3);
  await expect(taskList.chips).toBeHidden();

  await taskList.openFilter();
  await taskList.choose("Account", "Studio two");
  await taskList.closeFilter();
  await expect.poll(() => taskList.names()).toEqual(["Bound"]);
  await taskList.tab("Failed").click();
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Not only “Failed”" }).click();
  await expect.poll(() => taskList.names()).toEqual(["Bound"]);
  await taskList.chips.getByRole("button", { name: "Clear all" }).click();
  await expect.poll(() => taskList.names()).toHaveLength(3);
});

test("one batch is found by a part of its name", async ({ api, page, taskList }) => {
  const { remoteId: workflowId } = await api.sample("Text to image");
  for (const name of ["Spring covers", "Autumn covers"])
    await api.trpc.tasks.createBulk.mutate({ name, tasks: [{ workflowId, workflowName: `Of ${name}` }] });
  await taskList.open();
  const filter = await taskList.openFilter();
  await filter.getByRole("textbox", { name: "Batch" }).fill("autumn");
  await expect(filter.getByRole("list", { name: "Batches found" }).getByRole("listitem")).toHaveCount(1);
  await filter.getByRole("button", { name: "Autumn covers" }).click();
  await page.keyboard.press("Escape");
  await expect.poll(() => taskList.names()).toEqual(["Of Autumn covers"]);
  await expect(taskList.chips).toContainText("Autumn covers");
});

test("the list is sorted by when tasks finished, both ways", async ({ api, page, runningHub, taskList }) => {
  const first = await api.createPicture("Finished first");
  await arrange(api, runningHub, "SUCCESS", "Finished second");
  await api.start(first.id);
  await api.reaches(first.id, "SUCCESS");
  await taskList.open();
  await expect(taskList.head("Created")).toHaveAttribute("aria-sort", "descending");
  const options = await taskList.openOptions();
  await options.getByRole("menuitemcheckbox", { name: "Finished" }).click();
  await page.keyboard.press("Escape");
  await taskList.head("Finished").getByRole("button").click();
  await expect(taskList.head("Finished")).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => taskList.names()).toEqual(["Finished first", "Finished second"]);
  await taskList.head("Finished").getByRole("button").click();
  await expect(taskList.head("Finished")).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => taskList.names()).toEqual(["Finished second", "Finished first"]);
  await expect(page).toHaveURL(/sort=completedAt/);
});

test("deep pages lead forward and back, also after a reload", async ({ api, page, taskList }) => {
  const { remoteId: workflowId } = await api.sample("Text to image");
  const tasks = Array.from({ length: 120 }, (_, index) => ({ workflowId, workflowName: `Picture ${index}` }));
  await api.trpc.tasks.createBulk.mutate({ tasks });
  await taskList.open();
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect.poll(async () => (await taskList.names())[0]).toBe("Picture 119");
  await pages.getByRole("button", { name: "Next" }).click();
  await expect.poll(async () => (await taskList.names())[0]).toBe("Picture 69");
  await pages.getByRole("button", { name: "Next" }).click();
  await expect.poll(async () => (await taskList.names())[0]).toBe("Picture 19");
  await expect(pages).toContainText("Page 3");
  await reopen(page);
  await expect.poll(async () => (await taskList.names())[0]).toBe("Picture 19");
  await pages.getByRole("button", { name: "Previous" }).click();
  await expect.poll(async () => (await taskList.names())[0]).toBe("Picture 69");
  await pages.getByRole("button", { name: "Previous" }).click();
  await expect.poll(async () => (await taskList.names())[0]).toBe("Picture 119");
  await expect(pages.getByRole("button", { name: "Previous" })).toBeDisabled();
});
