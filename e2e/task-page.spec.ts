/** The page of one task: what helps after a failure, what was sent, and the way through the list. */
import type { Page } from "@playwright/test";
import type { TaskView } from "@/lib/task-schemas";
import { expect, open, test } from "./fixtures";
import { arrange } from "./support/arrange";
import { takePhoto } from "./support/pictures";
import { API_KEY } from "./support/running-hub";

const idOf = (page: Page) => page.url().split("/").at(-1)?.split("?")[0] ?? "";
const cures = (page: Page) => page.getByRole("list", { name: "What helps" });

/** Waits until the page has gone on from the task to its copy. */
async function copyAfter(page: Page, task: TaskView, press: () => Promise<void>): Promise<string> {
  await press();
  await expect.poll(() => idOf(page), { message: "the page of the copy" }).not.toBe(task.id);
  return idOf(page);
}

test("out of memory: one press runs a copy on the next larger machine", async ({ api, page, runningHub }) => {
  const failed = await arrange(api, runningHub, "FAILED", "Large poster");
  await open(page, `/tasks/${failed.id}`);
  await expect(page.getByRole("heading", { name: "Out of graphics memory" })).toBeVisible();
  const copyId = await copyAfter(page, failed, () =>
    cures(page).getByRole("button", { name: "Run on 48 GB" }).click(),
  );
  expect(await api.task(copyId)).toMatchObject({ instanceType: "plus", nodeInfoList: failed.nodeInfoList });
  expect((await api.task(failed.id)).status).toBe("FAILED");
});

test("out of time: one press runs a copy with twice the limit", async ({ api, page, runningHub }) => {
  await runningHub.bendNext({ state: "RUNNING" });
  const { id } = await api.createPicture("Slow one", { start: true, timeoutMinutes: 0.02 });
  const failed = await api.reaches(id, "FAILED");
  await open(page, `/tasks/${id}`);
  const copyId = await copyAfter(page, failed, () =>
    cures(page).getByRole("button", { name: "Run with 1 minute" }).click(),
  );
  expect((await api.task(copyId)).timeoutMinutes).toBe(1);
});

test("a refused value: the copy opens with that field marked and in focus", async ({
  api,
  page,
  runningHub,
}) => {
  const words = "VALIDATE_PROMPT_FAILED: Failed to convert an input value: text, x, could not convert";
  await runningHub.misbehave({
    match: { call: "create" },
    fault: { type: "json", body: { code: 433, msg: words, data: null } },
    count: 1,
  });
  const { id } = await api.createPicture("Wrong value", { start: true });
  expect((await api.reaches(id, "FAILED")).statusReason?.code).toBe("INPUT_REFUSED");
  await open(page, `/tasks/${id}`);
  await cures(page)
    .getByRole("link", { name: /^Correct/ })
    .click();
  const field = page.locator("[aria-invalid=true]");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("Wrong value");
  await expect(page.getByText("RunningHub did not accept this value")).toBeVisible();
  await field.fill("A better value");
  await page.getByRole("button", { name: "Start now" }).click();
  await expect(page.getByRole("heading", { name: "Wrong value", level: 1 })).toBeVisible();
  await api.reaches(idOf(page), "SUCCESS");
});

test("a workflow that never ran on RunningHub: it says so, and restarts afterwards", async ({
  api,
  page,
  runningHub,
}) => {
  await runningHub.misbehave({
    match: { call: "create" },
    fault: { type: "json", body: { code: 810, msg: "WORKFLOW_NOT_SAVED_OR_NOT_RUNNING", data: null } },
    count: 1,
  });
  const { id } = await api.createPicture("Never run", { start: true });
  await api.reaches(id, "FAILED");
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("heading", { name: "The workflow has never run on RunningHub" })).toBeVisible();
  await cures(page).getByRole("button", { name: "Restart" }).click();
  await api.reaches(id, "SUCCESS");
});

test("refused content: the copy opens at the prompt", async ({ api, page, runningHub }) => {
  await runningHub.bendNext({ failure: "audit" });
  const { id } = await api.createPicture("A rude picture", { start: true });
  expect((await api.reaches(id, "FAILED")).statusReason?.code).toBe("CONTENT_REFUSED");
  await open(page, `/tasks/${id}`);
  await cures(page).getByRole("link", { name: "Edit the prompt" }).click();
  const prompt = page.getByLabel(/^Prompt/);
  await expect(prompt).toBeFocused();
  await expect(prompt).toHaveValue("A rude picture");
});

test("a key that does not work leads to the accounts", async ({ api, page, runningHub }) => {
  await runningHub.patchAccount({ key: API_KEY, blocked: 802 });
  const { id } = await api.createPicture("Blocked", { start: true });
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("heading", { name: "The API key does not work" })).toBeVisible();
  const way = page.locator("[data-slot=task-state]").getByRole("link");
  await expect(way).toHaveAttribute("href", "/accounts");
});

test("a run shows what was sent and answered, and the key is in no answer of the server", async ({
  api,
  page,
}) => {
  const { id } = await api.createPicture(`Secret ${API_KEY}`, { start: true, workflowName: "With a secret" });
  await api.reaches(id, "SUCCESS");
  const answers: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.url().includes("tasks.exchange")) answers.push(response.text());
  });
  await open(page, `/tasks/${id}`);
  await page.getByRole("button", { name: "Request and reply of run 1" }).click();
  const request = page.getByRole("region", { name: "Request" });
  await expect(request).toContainText('"fieldValue": "Secret [redacted]"');
  await expect(page.getByRole("region", { name: "Reply" })).toContainText('"httpStatus": 200');
  const texts = await Promise.all(answers);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.join()).not.toContain(API_KEY);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    request.getByRole("button", { name: "Download: Request" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("run-1-request.json");
});

test("previous and next keep the list one came from, and the way back leads there", async ({
  api,
  page,
  taskList,
}) => {
  for (const name of ["Cover 1", "Other", "Cover 2", "Cover 3"]) await api.createPicture(name);
  await open(page, "/tasks?q=Cover&sort=createdAt");
  await taskList.row("Cover 2").getByRole("link", { name: "Cover 2", exact: true }).click();
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toHaveText("Cover 2");
  await page.getByRole("link", { name: "Previous task in the list" }).click();
  await expect(title).toHaveText("Cover 1");
  await expect(page.getByRole("button", { name: "Previous task in the list" })).toBeDisabled();
  await page.getByRole("link", { name: "Next task in the list" }).waitFor();
  await page.keyboard.press("j");
  await expect(title).toHaveText("Cover 2");
  await expect(page.getByRole("link", { name: "Next task in the list" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(title).toHaveText("Cover 3");
  await page.getByRole("link", { name: "Tasks", exact: true }).first().waitFor();
  await page.getByRole("main").getByRole("link", { name: "Tasks", exact: true }).click();
  await expect(page).toHaveURL(/\/tasks\?(?=.*q=Cover)(?=.*sort=createdAt)/);
  await expect(taskList.row("Other")).toBeHidden();
});

test("a picture that was given is shown small, and opens whole", async ({ api, page }) => {
  const upload = await api.upload(await takePhoto(), "holiday.jpg", "image/jpeg");
  const { remoteId } = await api.sample("Restyle a picture");
  const { id } = await api.create({
    workflowId: remoteId,
    workflowName: "Restyled",
    nodeInfoList: [{ nodeId: "2", fieldName: "image", uploadId: upload.id }],
    start: true,
  });
  const { outputs } = await api.reaches(id, "SUCCESS");
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await open(page, `/tasks/${id}`);
  const link = page.getByRole("link", { name: "Open holiday.jpg" });
  await expect(link).toHaveAttribute("href", `/api/uploads/${upload.id}`);
  await expect
    .poll(() => link.locator("img").evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBe(160);
  expect(loaded).not.toContain(`/api/uploads/${upload.id}`);
  await expect(async () => {
    const thumbnail = await api.send(`${outputs[0]?.url}/thumbnail`);
    expect([thumbnail.status, thumbnail.headers.get("content-type")]).toEqual([200, "image/webp"]);
  }).toPass();
});

test("an id is copied where the clipboard API does not exist, as on plain HTTP", async ({ api, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const { id } = await api.createPicture("Poster");
  await open(page, `/tasks/${id}`);
  await page
    .getByRole("button", { name: `Copy the full id ${id}` })
    .first()
    .press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Copied" }).first()).toBeAttached();
  await open(page, "/tasks");
  await page
    .getByRole("searchbox")
    .or(page.getByPlaceholder(/^Search/))
    .first()
    .focus();
  await page.keyboard.press("Control+v");
  await expect(page.locator(":focus")).toHaveValue(id);
});
