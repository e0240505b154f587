/** A sheet of tasks: filled from lists, the clipboard, tables and files; corrected, sent once, and never lost. */
import { readFileSync } from "node:fs";
import path from "node:path";
import writeWorkbook from "write-excel-file/node";
import type { TaskView } from "@/lib/task-schemas";
import { expect, open, reopen, test } from "./fixtures";
import { BatchScreen } from "./pages/batch-screen";
import { BatchSheet } from "./pages/batch-sheet";
import type { Api } from "./support/api";
import { findings } from "./support/axe";
import { takePhoto } from "./support/pictures";

// All columns in view: those out of sight are not drawn.
test.use({ viewport: { width: 2_300, height: 900 } });

const GRAPH = readFileSync(path.join(import.meta.dirname, "workflows", "restyle-picture.json"), "utf8");
const PICTURE = { nodeId: "2", fieldName: "image" };
const PROMPT = { nodeId: "3", fieldName: "text" };
const STEPS = { nodeId: "6", fieldName: "steps" };
const SEED = { nodeId: "6", fieldName: "seed" };

/** Each test has a workflow of its own, so that none finds the sheet of another. */
async function newWorkflow(api: Api, name: string): Promise<string> {
  const { id } = await api.trpc.workflows.import.mutate({ from: "json", name, content: GRAPH });
  return id;
}

async function tasksOf(api: Api, batchId: string): Promise<TaskView[]> {
  const { items } = await api.list(`?batchId=${batchId}&limit=200`);
  return items.toSorted((one, other) => (one.batchRow ?? 0) - (other.batchRow ?? 0));
}

function inputOf(task: TaskView | undefined, { nodeId, fieldName }: { nodeId: string; fieldName: string }) {
  return task?.nodeInfoList.find((input) => input.nodeId === nodeId && input.fieldName === fieldName);
}

async function photos(names: string[]) {
  return Promise.all(
    names.map(async (name, index) => ({
      name,
      mimeType: "image/jpeg",
      buffer: await takePhoto(80 + index, 60),
    })),
  );
}

test("three pictures crossed with four prompts make twelve tasks, once a marked cell is corrected, and the matrix fills", async ({
  api,
  page,
}) => {
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Cross"));
  await sheet.tool("From lists");
  const files = await photos(["photo-10.jpg", "photo-2.jpg", "photo-1.jpg"]);
  await sheet.dialog
    .getByLabel(/^Files for/)
    .first()
    .locator("input")
    .first()
    .setInputFiles(files);
  await sheet.dialog.getByLabel(/^Values for/).fill("a fox\na cat\nan owl\na bear");
  await expect(sheet.dialog.getByText("3 × 4 = 12 rows")).toBeVisible();
  await sheet.dialog.getByRole("button", { name: "Make 12 rows" }).click();
  await sheet.expectTasks("12 tasks");
  await expect(sheet.cell(12, "原图")).toContainText("photo-10.jpg");
  await expect(sheet.cell(12, "正向提示词")).toContainText("a bear");

  await sheet.write(3, "KSampler · steps", "abc");
  await sheet.createAndStart.click();
  await expect(sheet.dialog).toContainText("One row needs attention");
  await sheet.dialog.getByRole("button", { name: "Row 3, KSampler · steps: Enter a whole number." }).click();
  expect((await api.list()).items, "nothing is created before the person says so").toEqual([]);
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await expect(sheet.cell(3, "KSampler · steps")).toHaveText("12");
  await expect(sheet.footer.getByText(/upload/)).toHaveCount(0);
  await sheet.createAndStart.click();

  const tasks = await tasksOf(api, await sheet.batchId());
  expect(tasks.map((task) => inputOf(task, PICTURE)?.fileName)).toEqual(
    ["photo-1.jpg", "photo-2.jpg", "photo-10.jpg"].flatMap((name) => [name, name, name, name]),
  );
  expect(tasks.slice(0, 4).map((task) => inputOf(task, PROMPT)?.fieldValue)).toEqual([
    "a fox",
    "a cat",
    "an owl",
    "a bear",
  ]);
  expect(tasks.map((task) => inputOf(task, STEPS)?.fieldValue)).toEqual([20, 20, 12, ...Array(9).fill(20)]);
  for (const task of tasks)
    expect(inputOf(task, SEED), "a seed new each run").toMatchObject({ random: true });

  // The page that opened by itself fills as results arrive.
  const matrix = new BatchScreen(page);
  for (let row = 1; row <= 12; row += 1)
    await expect(matrix.results(row), `row ${row}`).toHaveCount(1, { timeout: 60_000 });
  for (const { id } of tasks) expect((await api.task(id)).status).toBe("SUCCESS");
});

test("five hundred rows are pasted from the clipboard at once, and undone at once", async ({
  api,
  context,
  page,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Paste"));
  const table = Array.from({ length: 500 }, (_, index) => `prompt ${index + 1}\tblurry ${index + 1}`).join(
    "\n",
  );
  await page.evaluate((text) => navigator.clipboard.writeText(text), table);
  await sheet.cell(1, "正向提示词").click();
  await page.keyboard.press("ControlOrMeta+V");
  await sheet.expectTasks("500 tasks");
  await page.keyboard.press("ControlOrMeta+Z");
  await sheet.expectTasks("No tasks yet");
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await sheet.expectTasks("500 tasks");

  await sheet.footer.getByRole("button", { name: "Save 500 as ready" }).click();
  const batchId = await sheet.batchId();
  const { counts, items } = await api.list(`?batchId=${batchId}&limit=1&sort=-createdAt`);
  expect(counts.READY).toBe(500);
  expect(inputOf(items[0], PROMPT)?.fieldValue).toBe("prompt 500");
});

test("the bad rows of a workbook are named, the others are created, and the bad ones stay to be corrected", async ({
  api,
  page,
}) => {
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Workbook"));
  const rows = Array.from({ length: 10 }, (_, index) => [
    `prompt ${index + 1}`,
    10 + index,
    `row ${index + 1}`,
  ]);
  const steps = (row: number, value: string | number) => rows[row - 1]?.splice(1, 1, value);
  steps(4, "many");
  steps(7, 2.5);
  const header = ["正向提示词 · text", "6.steps", "Note"];
  const buffer = await writeWorkbook([header, ...rows]).toBuffer();
  await sheet.tool("Import table");
  await sheet.dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "rows.xlsx", mimeType: "application/octet-stream", buffer });
  await expect(sheet.dialog.getByText("10 rows, 3 columns matched.")).toBeVisible();
  await sheet.dialog.getByRole("button", { name: "Import 10 rows" }).click();
  await sheet.expectTasks("10 tasks");

  await sheet.footer.getByRole("button", { name: "2 invalid rows" }).click();
  await expect(sheet.dialog.getByRole("listitem")).toHaveText([
    "Row 4, KSampler · steps: Enter a whole number.",
    "Row 7, KSampler · steps: Enter a whole number.",
  ]);
  await page.keyboard.press("Escape");
  await sheet.createAndStart.click();
  await sheet.dialog.getByRole("button", { name: "Create only the 8 valid rows" }).click();
  await expect(sheet.dialog).toContainText("8 tasks created");
  await expect(sheet.dialog).toContainText("2 invalid rows were left out.");
  await sheet.dialog.getByRole("button", { name: "Correct the rest" }).click();
  await sheet.expectTasks("2 tasks");
  await expect(sheet.cell(1, "Note")).toHaveText("row 4");
  const { items } = await api.list();
  expect(items.map(({ description }) => description).toSorted()).toEqual(
    [1, 2, 3, 5, 6, 8, 9, 10].map((row) => `row ${row}`).toSorted(),
  );
  expect(
    inputOf(
      items.find(({ description }) => description === "row 2"),
      STEPS,
    )?.fieldValue,
  ).toBe(11);
});

test("a sheet comes back after its page was left, with its files, and can be begun afresh", async ({
  api,
  page,
}) => {
  const sheet = new BatchSheet(page);
  const workflowId = await newWorkflow(api, "Return");
  await sheet.open(workflowId);
  await sheet.write(1, "正向提示词", "a lighthouse");
  const chooser = page.waitForEvent("filechooser");
  await sheet.tool("Files");
  await page.getByRole("menuitem", { name: "Choose files" }).click();
  await (await chooser).setFiles(await photos(["sea.jpg"]));
  await expect(sheet.cell(1, "原图")).toContainText("uploaded");

  await open(page, "/tasks");
  await sheet.open(workflowId);
  await expect(page.getByText("Your sheet with 1 row is back")).toBeVisible();
  await expect(sheet.cell(1, "正向提示词")).toHaveText("a lighthouse");
  await expect(sheet.cell(1, "原图")).toContainText("uploaded");
  await sheet.footer.getByRole("button", { name: "Save 1 as ready" }).click();
  const [task] = await tasksOf(api, await sheet.batchId());
  expect(inputOf(task, PICTURE)?.fileName).toBe("sea.jpg");

  await sheet.open(workflowId);
  await sheet.expectTasks("No tasks yet");
  await sheet.write(1, "正向提示词", "a harbour");
  await open(page, "/tasks");
  await sheet.open(workflowId);
  await page.getByRole("button", { name: "Start afresh" }).click();
  await sheet.expectTasks("No tasks yet");
  await reopen(page);
  await sheet.page.locator('[data-row="0"]').first().waitFor();
  await sheet.expectTasks("No tasks yet");
});

test("seeds count up, and variables are filled in, in the tasks as in the preview", async ({ api, page }) => {
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Variables"));
  await sheet.write(1, "正向提示词", "no. {index} of {反向提示词 · text}");
  await sheet.write(1, "反向提示词", "fog");
  await sheet.write(1, "Note", "{date} {index}");
  await sheet.tool("Repeat rows");
  await sheet.dialog.getByLabel("Times").fill("3");
  await sheet.dialog.getByRole("button", { name: "Repeat" }).click();
  await sheet.expectTasks("3 tasks");
  await sheet.tool("Seeds");
  await sheet.dialog.getByRole("radio", { name: /Counting up/ }).click();
  await sheet.dialog.getByLabel("Seed of the first row").fill("18446744073709551613");
  await sheet.dialog.getByRole("button", { name: "Done" }).click();
  await expect(sheet.cell(3, "KSampler · seed")).toHaveText("18446744073709551615");
  await sheet.cell(2, "正向提示词").click();
  await expect(page.getByRole("status").filter({ hasText: "Row 2" })).toContainText("no. 2 of fog");

  await sheet.footer.getByRole("button", { name: "Save 3 as ready" }).click();
  const tasks = await tasksOf(api, await sheet.batchId());
  expect(tasks.map((task) => inputOf(task, SEED)?.fieldValue)).toEqual([
    "18446744073709551613",
    "18446744073709551614",
    "18446744073709551615",
  ]);
  expect(tasks.map((task) => inputOf(task, PROMPT)?.fieldValue)).toEqual([
    "no. 1 of fog",
    "no. 2 of fog",
    "no. 3 of fog",
  ]);
  expect(tasks[2]?.description).toMatch(/^\d{4}-\d\d-\d\d 3$/);
});

test("an answer that is lost creates nothing twice", async ({ api, page }) => {
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Lost"));
  await sheet.write(1, "正向提示词", "a fox");
  // The server gets the call and does it; only the answer never arrives.
  await page.route(
    "**/api/tasks/bulk",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await sheet.footer.getByRole("button", { name: "Save 1 as ready" }).click();
  await expect(sheet.dialog).toContainText("No answer came");
  await sheet.dialog.getByRole("button", { name: "Send again" }).click();
  expect(await tasksOf(api, await sheet.batchId())).toHaveLength(1);
  expect((await api.list()).items).toHaveLength(1);
});

test("after a lost answer, the way back to the sheet leads to no second batch", async ({ api, page }) => {
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Back"));
  await sheet.write(1, "正向提示词", "a fox");
  // A gateway that gave up, although the server did it.
  await page.route(
    "**/api/tasks/bulk",
    async (route) => {
      await route.fetch();
      await route.fulfill({
        status: 502,
        contentType: "application/json",
        body: '{"message":"Bad gateway"}',
      });
    },
    { times: 1 },
  );
  const save = sheet.footer.getByRole("button", { name: "Save 1 as ready" });
  await save.click();
  await expect(sheet.dialog).toContainText("No answer came");
  await sheet.dialog.getByRole("button", { name: "Back to the sheet" }).click();
  await save.click();
  await expect(sheet.dialog).toContainText("This sheet was created before");
  expect((await api.list()).items).toHaveLength(1);
  await reopen(page);
  await expect(page.getByText("It was created as a batch already")).toBeVisible();
  await save.click();
  await expect(sheet.dialog).toContainText("This sheet was created before");
  expect((await api.list()).items).toHaveLength(1);
  await sheet.dialog.getByRole("button", { name: "Use the sheet for another batch" }).click();
  await save.click();
  expect(await tasksOf(api, await sheet.batchId())).toHaveLength(1);
  expect((await api.list()).items).toHaveLength(2);
});

test("two presses at once make one batch", async ({ api, page }) => {
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Twice"));
  await sheet.write(1, "正向提示词", "a fox");
  await sheet.footer.getByRole("button", { name: "Save 1 as ready" }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  expect(await tasksOf(api, await sheet.batchId())).toHaveLength(1);
  expect((await api.list()).items).toHaveLength(1);
});

test("rows the server refuses stay in the sheet under their own numbers", async ({ api, page }) => {
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Refused"));
  const long = "x".repeat(1_200);
  await sheet.tool("Import table");
  // A note within its limit grows beyond it once the prompt is filled in.
  await sheet.dialog
    .getByLabel("Or paste a table")
    .fill(`正向提示词 · text\tNote\na fox\tfine\n${long}\t{正向提示词 · text} ${long}\nan owl\tfine too`);
  await sheet.dialog.getByRole("button", { name: "Import 3 rows" }).click();
  await sheet.footer.getByRole("button", { name: "Save 3 as ready" }).click();
  await expect(sheet.dialog).toContainText("2 tasks created");
  await expect(sheet.dialog.getByRole("listitem")).toContainText("Row 2:");
  await sheet.dialog.getByRole("button", { name: "Correct the rest" }).click();
  await sheet.expectTasks("1 task");
  await sheet.cell(1, "Note").click();
  await page.keyboard.type("number {index}");
  await page.keyboard.press("Enter");
  await sheet.footer.getByRole("button", { name: "Save 1 as ready" }).click();
  const [task] = await tasksOf(api, await sheet.batchId());
  expect(task?.description).toBe("number 2");
});

test("a table may name files that are dropped later; Chinese Excel's own encoding is read", async ({
  api,
  page,
}) => {
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Later"));
  // "备注,2.image\n海边,sea.jpg" as GBK.
  const gbk = Buffer.concat([
    Buffer.from([0xb1, 0xb8, 0xd7, 0xa2]),
    Buffer.from(",2.image\n"),
    Buffer.from([0xba, 0xa3, 0xb1, 0xdf]),
    Buffer.from(",pictures\\sea.jpg\n"),
  ]);
  await sheet.tool("Import table");
  await sheet.dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "rows.csv", mimeType: "text/csv", buffer: gbk });
  await sheet.dialog.getByRole("button", { name: "Import 1 row" }).click();
  await expect(sheet.cell(1, "Note")).toHaveText("海边");
  await expect(sheet.footer.getByRole("button", { name: "1 invalid row" })).toBeVisible();
  await expect(sheet.cell(1, "原图")).toContainText("“sea.jpg” is not here yet");
  const chooser = page.waitForEvent("filechooser");
  await sheet.tool("Files");
  await page.getByRole("menuitem", { name: "Choose files" }).click();
  await (await chooser).setFiles(await photos(["sea.jpg"]));
  await expect(sheet.cell(1, "原图")).toContainText("uploaded");
  await sheet.expectTasks("1 task");
  await expect(sheet.footer.getByRole("button", { name: /invalid/ })).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`the sheet and its dialogs are sound for assistive technology, in ${colorScheme}`, async ({
    api,
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const sheet = new BatchSheet(page);
    await sheet.open(await newWorkflow(api, `Axe ${colorScheme}`));
    await sheet.write(1, "KSampler · steps", "abc");
    expect(await findings(page)).toEqual([]);
    for (const tool of ["From lists", "Import table", "Seeds", "Repeat rows"]) {
      await sheet.tool(tool);
      await sheet.dialog.waitFor();
      expect(await findings(page), tool).toEqual([]);
      await page.keyboard.press("Escape");
      await sheet.dialog.waitFor({ state: "detached" });
    }
  });

test("a phone makes rows from lists, and never scrolls the page sideways", async ({ api, page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  const sheet = new BatchSheet(page);
  await sheet.open(await newWorkflow(api, "Phone"));
  await sheet.tool("From lists");
  await sheet.dialog.getByLabel(/^Values for/).fill("a fox\na cat");
  await sheet.dialog.getByRole("button", { name: "Make 2 rows" }).click();
  await sheet.expectTasks("2 tasks");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await expect(sheet.createAndStart).toBeInViewport();
});

test("an earlier task becomes the first row, once", async ({ api, page }) => {
  const id = await newWorkflow(api, "Again");
  const { remoteId, versionId } = await api.trpc.workflows.get.query({ id });
  const task = await api.create({
    workflowId: remoteId,
    workflowVersionId: versionId,
    nodeInfoList: [
      { ...PROMPT, fieldValue: "a pier" },
      { ...STEPS, fieldValue: 33 },
    ],
  });
  const sheet = new BatchSheet(page);
  await open(page, `/tasks/new?from=${task.id}`);
  await page.getByRole("link", { name: "Batch of Again" }).click();
  await expect(sheet.cell(1, "正向提示词")).toHaveText("a pier");
  await expect(sheet.cell(1, "KSampler · steps")).toHaveText("33");
  await sheet.expectTasks("1 task");
  await reopen(page);
  await expect(sheet.cell(1, "KSampler · steps")).toHaveText("33");
  await sheet.expectTasks("1 task");
});
