/** A batch as one thing: how far it is, what each row made, and what can be done with all of it or one row. */
import type { BatchPage, BatchView } from "@/lib/batch-schemas";
import type { BulkCreateReport, UploadView } from "@/lib/task-schemas";
import { expect, open, reopen, test } from "./fixtures";
import { BatchScreen } from "./pages/batch-screen";
import type { Api } from "./support/api";
import { findings } from "./support/axe";

const PROMPTS = ["a red fox", "a white owl", "a grey wolf", "a black cat"];

/** One picture per prompt; only the prompt differs. */
async function createBatch(
  api: Api,
  {
    name = "Animals",
    prompts = PROMPTS,
    start = false,
  }: { name?: string; prompts?: string[]; start?: boolean } = {},
): Promise<string> {
  const { remoteId } = await api.sample("Text to image");
  const { batchId } = await api.ask<BulkCreateReport>("POST", "/api/tasks/bulk", {
    name,
    tasks: prompts.map((fieldValue) => ({
      workflowId: remoteId,
      workflowName: "Text to image",
      nodeInfoList: [
        { nodeId: "2", fieldName: "text", fieldValue },
        { nodeId: "5", fieldName: "steps", fieldValue: 20 },
      ],
      start,
    })),
  });
  return batchId;
}

const batch = (api: Api, id: string) => api.ask<BatchView>("GET", `/api/batches/${id}`);

/** Waits until so many of its tasks have succeeded. */
async function succeeded(api: Api, id: string, count: number): Promise<void> {
  await expect.poll(async () => (await batch(api, id)).counts.SUCCESS, { timeout: 40_000 }).toBe(count);
}

test("the matrix fills while one row fails, is retried there, and another runs again", async ({
  api,
  page,
  runningHub,
}) => {
  const id = await createBatch(api);
  const screen = new BatchScreen(page);
  await screen.open(id);
  await expect(page.getByRole("heading", { name: "Animals", level: 1 })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /text$/ })).toBeVisible();
  await expect(page.getByText("One input is the same in every row")).toBeVisible();
  for (const [at, prompt] of PROMPTS.entries()) {
    await expect(screen.row(at + 1)).toContainText(prompt);
    await expect(screen.row(at + 1)).toContainText("Ready");
  }

  // The first run breaks, the rest go well; the page is not touched meanwhile.
  await api.trpc.queue.pause.mutate();
  await screen.whole.getByRole("button", { name: "Start 4 tasks" }).click();
  await expect(page.getByText("4 tasks are in the line.")).toBeVisible();
  await runningHub.bendNext({ failure: "oom" });
  await api.trpc.queue.resume.mutate();
  await expect(screen.row(1)).toContainText("Out of graphics memory");
  for (const row of [2, 3, 4]) await expect(screen.results(row)).toHaveCount(1);
  await expect(screen.progress).toHaveAttribute("aria-valuetext", "4 of 4 ended, 3 done, 1 failed");
  const { counts, cost, startedAt, finishedAt } = await batch(api, id);
  expect(counts).toMatchObject({ SUCCESS: 3, FAILED: 1 });
  expect(cost.coins).toBeGreaterThan(0);
  expect(Date.parse(finishedAt ?? "")).toBeGreaterThan(Date.parse(startedAt ?? ""));

  await expect(screen.whole.getByRole("button", { name: "Retry the failed one" })).toBeVisible();
  await screen.action(1, "Restart").click();
  await expect(screen.results(1)).toHaveCount(1);
  await expect(screen.whole.getByRole("button", { name: /^Retry/ })).toBeHidden();

  await screen.action(2, "Run again").click();
  await expect(screen.row(2)).toContainText("2/2");
  await succeeded(api, id, 5);
  const { items } = await api.list(`?batchId=${id}`);
  const [newest, oldest] = items.filter(({ batchRow }) => batchRow === 1);
  if (newest === undefined || oldest === undefined) throw new Error("the row has no second run");
  expect(newest.nodeInfoList).toEqual(oldest.nodeInfoList);
  const picture = screen.results(2).locator("img");
  await expect(picture).toHaveAttribute("src", `${newest.outputs[0]?.url}/thumbnail`);
  await screen.row(2).getByRole("button", { name: "Look at the earlier run" }).click();
  await expect(screen.row(2)).toContainText("1/2");
  await expect(picture).toHaveAttribute("src", `${oldest.outputs[0]?.url}/thumbnail`);
});

test("a result is looked at in full size, and the arrow keys go on through the matrix", async ({
  api,
  page,
}) => {
  const id = await createBatch(api, { start: true });
  await succeeded(api, id, 4);
  const screen = new BatchScreen(page);
  await screen.open(id);
  await screen.results(2).click();
  await expect(screen.viewer).toContainText("Row 2 ·");
  await expect(screen.viewer).toContainText("a white owl");
  await expect(screen.viewer.getByRole("img", { name: /^Result of row 2/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(screen.viewer).toContainText("a grey wolf");
  await page.keyboard.press("ArrowRight");
  await expect(screen.viewer).toContainText("a black cat");
  await page.keyboard.press("ArrowRight");
  await expect(screen.viewer).toContainText("4 of 4 on this page");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowLeft");
  await expect(screen.viewer).toContainText("a white owl");
  await page.keyboard.press("Escape");
  await expect(screen.viewer).toBeHidden();
});

test("a batch is stopped, renamed, deleted and brought back as a whole", async ({ api, page }) => {
  await api.trpc.queue.pause.mutate();
  const id = await createBatch(api, { start: true });
  const screen = new BatchScreen(page);
  await screen.open(id);
  await screen.whole.getByRole("button", { name: "Stop all" }).click();
  await expect(screen.question).toContainText("Stop the whole batch “Animals” (4 tasks)?");
  await screen.question.getByRole("button", { name: "Stop" }).click();
  for (const row of [1, 2, 3, 4]) await expect(screen.row(row)).toContainText("Stopped");
  await expect(screen.progress).toHaveAttribute("aria-valuetext", "4 of 4 ended, 4 stopped");

  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByLabel("Name of the batch").fill("Beasts");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Beasts", level: 1 })).toBeVisible();
  expect((await batch(api, id)).name).toBe("Beasts");

  await screen.whole.getByRole("button", { name: "Delete all" }).click();
  await expect(screen.question).toContainText("Delete the whole batch “Beasts” (4 tasks)?");
  await screen.question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("This batch is not there")).toBeVisible();
  expect((await api.call("GET", `/api/batches/${id}`)).status).toBe(404);
  const deleted = page.locator("[data-sonner-toast]").filter({ hasText: "4 tasks are deleted." });
  await deleted.getByRole("button", { name: "Undo" }).click();
  for (const row of [1, 2, 3, 4]) await expect(screen.row(row)).toContainText("Stopped");
});

test("a task that somebody deletes in the same moment does not keep the batch from starting", async ({
  api,
  page,
}) => {
  await api.trpc.queue.pause.mutate();
  const id = await createBatch(api);
  const screen = new BatchScreen(page);
  await screen.open(id);
  const [first] = (await api.list(`?batchId=${id}&sort=createdAt`)).items;
  // In the moment before the start arrives.
  await page.route("**/batches/*", async (route) => {
    if (route.request().method() === "POST") await api.ask("DELETE", `/api/tasks/${first?.id}`);
    await route.continue();
  });
  await screen.whole.getByRole("button", { name: "Start 4 tasks" }).click();
  await expect(page.getByText("3 tasks are in the line.")).toBeVisible();
  await expect(screen.row(1)).toContainText("Deleted");
  await expect(screen.row(2)).toContainText("Pending");
});

test("batches are listed with their progress, live, and lead to their pages", async ({ api, page }) => {
  await open(page, "/batches");
  await expect(page.getByText("No batches yet")).toBeVisible();
  await createBatch(api, { name: "Older", prompts: ["one"] });
  const id = await createBatch(api, { name: "Newer" });
  const link = page.getByRole("main").getByRole("listitem").getByRole("link");
  await expect(link).toHaveText(["Newer", "Older"]);
  const progress = page.getByRole("listitem").filter({ hasText: "Newer" }).getByRole("progressbar");
  await expect(progress).toHaveAttribute("aria-valuetext", "0 of 4 ended, 4 not started");
  await api.ask("POST", "/api/tasks/batch/start", { filter: { batchId: id } });
  await expect(progress).toHaveAttribute("aria-valuetext", "4 of 4 ended, 4 done", { timeout: 40_000 });
  await link.first().click();
  await expect(page.getByRole("heading", { name: "Newer", level: 1 })).toBeVisible();

  const pageOne = await api.ask<BatchPage>("GET", "/api/batches?limit=1");
  const pageTwo = await api.ask<BatchPage>("GET", `/api/batches?limit=1&cursor=${pageOne.nextCursor}`);
  expect([...pageOne.items, ...pageTwo.items].map(({ name }) => name)).toEqual(["Newer", "Older"]);
  const renamed = await api.ask<BatchView>("PATCH", `/api/batches/${id}`, { name: "Newest" });
  expect(renamed).toMatchObject({ id, name: "Newest", counts: { SUCCESS: 4 } });
});

test("a long batch is read page by page, by row, and by status", async ({ api, page }) => {
  const prompts = Array.from({ length: 120 }, (_, at) => `prompt ${at + 1}`);
  const id = await createBatch(api, { prompts });
  const screen = new BatchScreen(page);
  await screen.open(id);
  await expect(screen.row(50)).toContainText("prompt 50");
  await expect(screen.row(51)).toBeHidden();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(screen.row(51)).toContainText("prompt 51");
  await page.getByLabel("Go to row").fill("118");
  await page.keyboard.press("Enter");
  await expect(screen.row(118)).toContainText("prompt 118");
  await reopen(page);
  await expect(screen.row(120)).toContainText("prompt 120");
  await page.getByRole("combobox", { name: "Show" }).click();
  await page.getByRole("option", { name: "Failed" }).click();
  await expect(page.getByText("No row is “Failed” right now.")).toBeVisible();
});

test("a result becomes the input of another workflow's task", async ({ api, page }) => {
  const id = await createBatch(api, { prompts: ["a lighthouse"], start: true });
  await succeeded(api, id, 1);
  const screen = new BatchScreen(page);
  await screen.open(id);
  await screen.results(1).click();
  await screen.viewer.getByRole("button", { name: "Use as input" }).click();
  const choice = page.getByRole("dialog", { name: "Use this result as an input" });
  await choice.getByRole("button", { name: /^Restyle a picture/ }).click();
  await expect(page.getByRole("heading", { name: "New task · Restyle a picture" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Preview of Text to image-.*\.png$/ })).toBeVisible();
  await page.getByRole("button", { name: "Start now" }).click();
  await expect(page.locator("header [data-status]")).toHaveText("Success", { timeout: 40_000 });

  const [task] = (await api.list()).items;
  const [source] = (await api.list(`?batchId=${id}`)).items;
  const { uploadId } = task?.nodeInfoList.find((input) => input.uploadId !== undefined) ?? {};
  const [given, made] = await Promise.all(
    [`/api/uploads/${uploadId}`, source?.outputs[0]?.url ?? ""].map(async (path) =>
      Buffer.from(await (await api.send(path)).arrayBuffer()),
    ),
  );
  expect(given?.equals(made ?? Buffer.alloc(0))).toBe(true);
});

test("an address of no batch says so, and leads to all of them", async ({ page }) => {
  await open(page, "/batches/01890000-0000-7000-8000-00000000dead");
  await expect(page.getByText("This batch is not there")).toBeVisible();
  await page.getByRole("link", { name: "All batches" }).click();
  await expect(page.getByRole("heading", { name: "Batches", level: 1 })).toBeVisible();
});

test("a file that is gone is told of in the form it was meant for", async ({ api, page }) => {
  const { id: workflow } = await api.sample("Restyle a picture");
  await open(page, `/tasks/new?workflow=${workflow}&input=01890000-0000-7000-8000-00000000dead`);
  await expect(page.getByText("The file this form was to start with is not there any more.")).toBeVisible();
  const { id: pictureless } = await api.sample("Text to image");
  const upload = await api.upload(new Uint8Array([1, 2, 3]), "notes.txt", "text/plain");
  await open(page, `/tasks/new?workflow=${pictureless}&input=${upload.id}`);
  await expect(page.getByText("This workflow has no field for that kind of file.")).toBeVisible();
});

test("a task runs again from its page and from the list, and is copied from the matrix", async ({
  api,
  page,
  taskList,
}) => {
  const { id } = await api.createPicture("Poster", { start: true });
  const { outputs } = await api.reaches(id, "SUCCESS");
  await open(page, `/tasks/${id}`);
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(page.locator("header [data-status]")).toHaveText("Success");
  await expect(page).not.toHaveURL(new RegExp(id));
  await taskList.open();
  await page.getByRole("button", { name: "More for Poster" }).first().click();
  await page.getByRole("menuitem", { name: "Run again" }).click();
  await expect(page.getByText("“Poster” runs again, as a new task.")).toBeVisible();
  await expect.poll(async () => (await api.list("?status=SUCCESS")).items.length).toBe(3);

  const upload = await api.ask<UploadView>("POST", `/api/outputs/${outputs[0]?.id}/use`);
  expect(upload).toMatchObject({ mimeType: "image/png", size: expect.any(Number) });
  const draft = await api.call<{ status: string }>("POST", `/api/tasks/${id}/run-again?start=0`);
  expect([draft.status, draft.body.status]).toEqual([201, "READY"]);

  const batchId = await createBatch(api);
  const screen = new BatchScreen(page);
  await screen.open(batchId);
  await screen.choose(3, "Copy and edit");
  await expect(page.getByRole("heading", { name: "New task · Text to image" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: /text/ }).first()).toHaveValue("a grey wolf");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("the pages of batches are accessible", async ({ api, page, runningHub }) => {
      test.slow();
      await runningHub.bendNext({ failure: "oom" });
      const id = await createBatch(api, { start: true });
      await succeeded(api, id, 3);
      await api.trpc.queue.pause.mutate();
      await createBatch(api, { name: "Waiting", start: true });
      await open(page, "/batches");
      await expect(page.locator("html")).toHaveClass(new RegExp(colorScheme));
      expect.soft(await findings(page), "list").toEqual([]);
      const screen = new BatchScreen(page);
      await screen.open(id);
      await expect(screen.results(2)).toBeVisible();
      expect.soft(await findings(page), "matrix").toEqual([]);
      await screen.results(2).click();
      await expect(screen.viewer.getByRole("img", { name: /^Result of row 2/ })).toBeVisible();
      expect.soft(await findings(page), "viewer").toEqual([]);
      await screen.viewer.getByRole("button", { name: "Use as input" }).click();
      await expect(page.getByRole("button", { name: /^Restyle a picture/ })).toBeVisible();
      expect.soft(await findings(page), "choice of a workflow").toEqual([]);
    });
  });
}

test("on a tablet a row of the matrix can be acted on without scrolling sideways", async ({ api, page }) => {
  const id = await createBatch(api, { prompts: ["a long prompt about the woods ".repeat(8)], start: true });
  await succeeded(api, id, 1);
  const screen = new BatchScreen(page);
  await page.setViewportSize({ width: 768, height: 1024 });
  await screen.open(id);
  await expect(screen.action(1, "Run again")).toBeInViewport({ ratio: 1 });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 812 }, hasTouch: true });

  test("nothing but the matrix scrolls sideways, and a row can be acted on", async ({ api, page }) => {
    const id = await createBatch(api, {
      name: "Animals of the northern woods, all of them, in one go",
      start: true,
    });
    await succeeded(api, id, 4);
    const screen = new BatchScreen(page);
    for (const path of ["/batches", `/batches/${id}`]) {
      await open(page, path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      for (const width of [320, 375]) {
        await page.setViewportSize({ width, height: 812 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
    await screen.results(1).tap();
    await expect(screen.viewer).toContainText("a red fox");
    await screen.viewer.getByRole("button", { name: "Next result" }).tap();
    await expect(screen.viewer).toContainText("a white owl");
    await screen.viewer.getByRole("button", { name: "Close" }).tap();
    await screen.choose(1, "Run again");
    await expect(screen.row(1)).toContainText("2/2");
  });
});

test("a result that could not be copied says why in the matrix, and is fetched again there without another run", async ({
  api,
  page,
  runningHub,
}) => {
  test.slow();
  await runningHub.control("POST", "settings", { fileLifetimeHours: 0 });
  const id = await createBatch(api, { prompts: ["a lost dog"], start: true });
  await succeeded(api, id, 1);
  const outputs = async () => (await api.list(`?batchId=${id}`)).items[0]?.outputs ?? [];
  await expect.poll(async () => (await outputs())[0]?.state, { timeout: 30_000 }).toBe("FAILED");
  const screen = new BatchScreen(page);
  await screen.open(id);
  await screen.row(1).getByRole("img", { name: "Could not be fetched" }).focus();
  await expect(page.getByRole("tooltip")).toContainText("RunningHub’s link has expired");
  expect(await findings(page)).toEqual([]);
  await runningHub.control("POST", "settings", { fileLifetimeHours: 24 });
  await screen.row(1).getByRole("button", { name: "Fetch again" }).click();
  await expect(screen.results(1)).toHaveCount(1);
  expect((await runningHub.ledger()).creates).toHaveLength(1);
});
