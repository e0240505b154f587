import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, NOBODY, test } from "./fixtures";
import type { Api } from "./support/api";
import { arrange } from "./support/arrange";
import { awake } from "./support/awake";
import { takePhoto } from "./support/pictures";
import { API_KEY, type RunningHub } from "./support/running-hub";

const DIRECTORY = path.resolve(process.env.SCREENSHOTS_DIR || "test-results/screenshots");
const WIDTHS = (process.env.SCREENSHOTS_WIDTHS || "375,768,1280,1920").split(",").map(Number);
const HEIGHTS: Readonly<Record<number, number>> = { 375: 812, 768: 1024, 1920: 1080 };
const SCHEMES = ["light", "dark"] as const;
const LOCALES = ["zh", "en"];

/** Takes the open page in every language, theme and width. */
async function picture(page: Page, name: string, url: string, prepare?: () => Promise<void>): Promise<void> {
  for (const locale of LOCALES) {
    await page.context().addCookies([{ name: "locale", value: locale, url: new URL("/", page.url()).href }]);
    for (const colorScheme of SCHEMES) {
      for (const width of WIDTHS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: HEIGHTS[width] ?? 800 });
        await page.goto(url);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await awake(page);
        await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
        await prepare?.();
        await page.screenshot({
          path: path.join(DIRECTORY, `${name}-${width}-${locale}-${colorScheme}.png`),
          animations: "disabled",
          fullPage: name !== "list",
        });
      }
    }
  }
}

// Stands first: figures and batches stay when their tasks are deleted.
test("pictures of a product in which nothing has happened yet", async ({ api, page }) => {
  await api.deleteEverything();
  await page.goto("/tasks");
  for (const name of ["tasks", "batches", "results", "dashboard"])
    await picture(page, `empty-${name}`, `/${name}`);
});

/** A queue in the middle of its day. @returns the task of each page that shows one */
async function fill(
  api: Api,
  runningHub: RunningHub,
): Promise<{ done: string; failed: string; form: string }> {
  const { remoteId, id: form } = await api.sample("Restyle a picture");
  const upload = await api.upload(await takePhoto(), "holiday.jpg", "image/jpeg");
  const { id: done } = await api.create({
    workflowId: remoteId,
    workflowName: "海边的傍晚",
    description: "for the calendar",
    nodeInfoList: [
      { nodeId: "2", fieldName: "image", uploadId: upload.id },
      { nodeId: "3", fieldName: "text", fieldValue: "watercolour, warm evening light" },
    ],
    start: true,
  });
  await api.reaches(done, "SUCCESS");
  const { id: failed } = await arrange(api, runningHub, "FAILED", "Poster with every detail, very large");
  await arrange(api, runningHub, "STOPPED", "局部重绘");
  await arrange(api, runningHub, "RUNNING", "图片合成");
  for (const name of ["Menu card", "产品图 12", "Storyboard"]) await api.createPicture(name, { start: true });
  await api.createPicture("A task with a name so long that no column of any table could ever show all of it");
  return { done, failed, form };
}

test("pictures for signed-in people", async ({ api, page, runningHub }) => {
  const { done, failed, form } = await fill(api, runningHub);
  await page.goto("/tasks");
  await picture(page, "list", "/tasks", async () => {
    await page.locator("[data-task-id]").nth(6).waitFor();
  });
  await picture(page, "detail", `/tasks/${done}`);
  await picture(page, "detail-failed", `/tasks/${failed}`);
  await picture(page, "choose", "/tasks/new");
  await picture(page, "new-task", `/tasks/new?workflow=${form}`);
  await picture(page, "workflows", "/workflows");
  const ready = page.getByRole("checkbox").nth(1);
  await picture(page, "selected", "/tasks", () => ready.click());
});

/** Two accounts with everything that can be said about them, a held workflow, and a submit nobody knows about. */
async function fillAccounts(api: Api, runningHub: RunningHub): Promise<{ unclear: string; held: string }> {
  const key = "2".repeat(32);
  await runningHub.patchAccount({ key: API_KEY, limit: 3, externalRunning: 1 });
  await runningHub.patchAccount({ key, limit: 2, coins: 87 });
  const { id: accountId } = await api.trpc.accounts.create.mutate({
    name: "工作室二号",
    baseUrl: runningHub.url,
    apiKey: key,
    slotLimit: 2,
    minimumBalance: 50,
  });
  await api.trpc.queue.setSettings.mutate({ breakerFailures: 2 });
  const { remoteId: workflowId } = await api.sample("Portrait painter (AI app)");
  await runningHub.control("POST", `workflows/${workflowId}/behaviour`, { failure: "oom" });
  const portrait = { workflowId, workflowName: "人像绘画", kind: "ai-app", accountId, start: true } as const;
  for (let run = 1; run <= 2; run += 1) await api.reaches((await api.create(portrait)).id, "FAILED");
  const { id: held } = await api.create(portrait);
  await runningHub.bendNext({ state: "RUNNING" });
  await runningHub.misbehave({ match: { call: "create" }, fault: { type: "drop-after" }, count: 1 });
  const { id: unclear } = await api.createPicture("答复丢失的任务", { accountId, start: true });
  await expect.poll(async () => (await api.task(unclear)).hold).toBe("unsettled");
  for (const { id } of await api.trpc.accounts.list.query()) await api.trpc.accounts.check.mutate({ id });
  return { unclear, held };
}

test("pictures of accounts, settings, and tasks that wait", async ({ api, page, runningHub }) => {
  const { form } = await fill(api, runningHub);
  const { unclear, held } = await fillAccounts(api, runningHub);
  await page.goto("/accounts");
  await picture(page, "accounts", "/accounts");
  await picture(page, "account-add", "/accounts", () =>
    page.getByRole("main").locator("header").getByRole("button").click(),
  );
  await picture(page, "settings", "/settings");
  await picture(page, "list-waiting", "/tasks", async () => {
    await page.locator("[data-task-id]").nth(6).waitFor();
  });
  await picture(page, "detail-held", `/tasks/${held}`);
  await picture(page, "detail-unclear", `/tasks/${unclear}`);
  await picture(page, "link-run", `/tasks/${unclear}`, () =>
    page.locator("#unclear").getByRole("button").first().click(),
  );
  await picture(page, "send-again", `/tasks/${unclear}`, () =>
    page.locator("#unclear").getByRole("button").nth(1).click(),
  );
  await picture(page, "new-task-place", `/tasks/new?workflow=${form}`);
});

test("pictures of people, tokens and the audit log", async ({ api, page }) => {
  const link = await api.trpc.people.invite.mutate({ email: "lin.xiaomei@example.com", role: "operator" });
  await api.trpc.people.invite.mutate({
    email: "a.person.with.a.long.name@studio.example.com",
    role: "viewer",
  });
  await api.trpc.tokens.create.mutate({ name: "夜间脚本", role: "operator", service: true });
  await api.trpc.tokens.create.mutate({
    name: "Dashboard on the wall",
    role: "viewer",
    service: true,
    expiresInDays: null,
  });
  await page.goto("/settings/people");
  await picture(page, "people", "/settings/people");
  const action = () => page.getByRole("main").locator("header").getByRole("button").click();
  await picture(page, "people-invite", "/settings/people", action);
  await picture(page, "tokens", "/settings/tokens");
  await picture(page, "token-new", "/settings/tokens", action);
  await picture(page, "diagnostics", "/settings/diagnostics", async () => {
    await expect(page.getByRole("status").first()).toBeVisible();
    await expect(page.getByRole("main").locator("[aria-busy=true]")).toHaveCount(0);
  });
  await picture(page, "audit", "/settings/audit", async () => {
    await page.getByRole("listitem").nth(8).waitFor();
  });
  await picture(page, "own-account", "/settings/account");
  await picture(page, "join", link.path);
  await picture(page, "join-over", "/join/used");
});

test("pictures of results and figures", async ({ api, page }) => {
  const { remoteId, id: form } = await api.sample("Text to image");
  const { batchId } = await api.ask<{ batchId: string }>("POST", "/api/tasks/bulk", {
    name: "三月海报",
    tasks: [
      "a pier at dawn",
      "雨夜的街道",
      "a red fox in the snow",
      "灯塔",
      "a very long prompt ".repeat(12),
    ].map((prompt) => ({
      workflowId: remoteId,
      workflowName: prompt.slice(0, 40),
      nodeInfoList: [{ nodeId: "2", fieldName: "text", fieldValue: prompt }],
      start: true,
    })),
  });
  const ended = async () => (await api.list(`?batchId=${batchId}&status=SUCCESS`)).items.length;
  await expect.poll(ended, { timeout: 90_000 }).toBe(5);
  await page.goto("/results");
  await picture(page, "results", "/results");
  await picture(page, "results-selected", "/results", async () => {
    for (const box of (await page.getByRole("checkbox").all()).slice(0, 3)) await box.click();
  });
  await picture(page, "viewer", "/results", async () => {
    await page.locator("[data-tile]").first().click();
    await page.getByRole("dialog").getByRole("img").first().waitFor();
  });
  await picture(page, "compare", "/results", async () => {
    for (const box of (await page.getByRole("checkbox").all()).slice(0, 2)) await box.click();
    await page.getByRole("button", { name: /^(Compare|对比)$/ }).click();
    await page.getByRole("dialog").getByRole("img").nth(1).waitFor();
  });
  await picture(page, "dashboard", "/dashboard");
  await picture(page, "batch", `/batches/${batchId}`);
  await picture(page, "batches", "/batches");
  await picture(page, "batch-builder", `/tasks/new/batch?workflow=${form}`);
});

test.describe("in front of the door", () => {
  test.use({ storageState: NOBODY });

  test("pictures for strangers", async ({ page }) => {
    await page.goto("/sign-in");
    await picture(page, "sign-in", "/sign-in");
  });
});
