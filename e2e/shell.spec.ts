/** The frame of every page: what the tab tells, what is said while nobody answers, and the way without live news. */
import type { Page } from "@playwright/test";
import { expect, open, reopen, test } from "./fixtures";
import { arrange } from "./support/arrange";
import { API_KEY } from "./support/running-hub";

/** As if another tab were in front: Chromium driven from outside keeps every tab in view. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    hidden ? "hidden" : "visible",
  );
}

test("the tab tells what waits, and what failed while nobody looked, in the person's language", async ({
  api,
  context,
  page,
  product,
  runningHub,
}) => {
  await api.trpc.queue.pause.mutate();
  await api.createPicture("Waiting", { start: true });
  await open(page, "/tasks");
  await expect(page).toHaveTitle("(1 waiting) Tasks · HubQueue");
  await page.getByRole("link", { name: "Workflows", exact: true }).first().click();
  await expect(page).toHaveTitle("(1 waiting) Workflows · HubQueue");

  const icon = page.locator("link[rel~=icon]").first();
  const plain = await icon.getAttribute("href");
  await setHidden(page, true);
  await runningHub.bendNext({ failure: "oom" });
  await api.trpc.queue.resume.mutate();
  await expect(page).toHaveTitle("(1 failed) Workflows · HubQueue");
  await expect(icon).toHaveAttribute("href", /^data:image\/svg/);
  await setHidden(page, false);
  await expect(page).toHaveTitle("Workflows · HubQueue");
  await expect(icon).not.toHaveAttribute("href", /^data:/);
  expect(plain).not.toMatch(/^data:/);

  await api.trpc.queue.pause.mutate();
  await api.createPicture("Waiting again", { start: true });
  await context.addCookies([{ name: "locale", value: "zh", url: product.url }]);
  await reopen(page);
  await expect(page).toHaveTitle(/^\(1 个等待\) /);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
});

test("offline: one line says what still works, an action explains itself, and all comes back", async ({
  api,
  context,
  page,
  taskList,
}) => {
  await api.createPicture("Poster");
  await taskList.open();
  // Somebody is here: what is behind presses has come, the place of messages among it.
  await page.getByRole("heading", { name: "Tasks", level: 1 }).hover();
  await page.getByRole("region", { name: /^Notifications/ }).waitFor({ state: "attached" });
  await context.setOffline(true);
  const away = page.locator("[data-away]");
  await expect(away).toContainText("You are offline.");
  await expect(taskList.row("Poster")).toBeVisible();
  await taskList.action("Poster", "Start").click();
  await expect(page.getByText("HubQueue does not answer. Your tasks go on")).toBeVisible();
  await api.createPicture("Made meanwhile");
  await context.setOffline(false);
  await expect(away).toHaveCount(0);
  await expect(
    taskList.row("Made meanwhile").or(page.getByRole("button", { name: "1 new task" })),
  ).toBeVisible();
  // What was pressed offline must not act later by itself.
  expect((await api.list()).counts).toMatchObject({ READY: 2, PENDING: 0 });
});

test("without a network, a server that answers all the same is no reason to call anybody offline", async ({
  api,
  page,
  taskList,
}) => {
  await taskList.open();
  await page.evaluate(() => {
    Object.defineProperty(navigator, "onLine", { get: () => false });
    window.dispatchEvent(new Event("offline"));
  });
  await api.createPicture("Made meanwhile");
  await expect(taskList.row("Made meanwhile")).toBeVisible();
  await expect(page.locator("[data-away]")).toHaveCount(0);
});

test("a server that is started again on the same port is found again, without a reload", async ({
  api,
  page,
  product,
  taskList,
}) => {
  await api.createPicture("Poster");
  await taskList.open();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await product.stop();
  const away = page.locator("[data-away]");
  await expect(away).toContainText("HubQueue does not answer.", { timeout: 30_000 });
  await product.begin();
  await expect(away).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByText("Live", { exact: true })).toBeVisible({ timeout: 45_000 });
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
});

test("where live news is blocked, rows and counts are asked for, and the badge says so", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  await page.route(/tasks\.onChange/, (route) => route.abort());
  const { runningHubTaskId } = await arrange(api, runningHub, "RUNNING", "Watched");
  await open(page, "/tasks");
  await expect(page.getByText("Every 5 s", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(taskList.status("Watched")).toHaveText("Running");
  await runningHub.bend(runningHubTaskId ?? "", { state: "SUCCESS" });
  await expect(taskList.status("Watched")).toHaveText("Success", { timeout: 30_000 });
  await expect(taskList.tab("Success")).toContainText("1");
});

test("on a tablet no part of the lane lies over another, however much there is to say", async ({
  api,
  page,
  runningHub,
}) => {
  await runningHub.patchAccount({ key: API_KEY, limit: 3 });
  await runningHub.patchAccount({ key: "2".repeat(32), limit: 2 });
  await api.trpc.accounts.create.mutate({
    name: "A studio with a name that does not end soon",
    baseUrl: runningHub.url,
    apiKey: "2".repeat(32),
    slotLimit: 2,
  });
  await arrange(api, runningHub, "RUNNING", "Poster with every detail, very large");
  await page.setViewportSize({ width: 768, height: 1024 });
  await open(page, "/tasks");
  const lane = page.getByRole("region", { name: /^The lane/ });
  await expect(lane.getByRole("link", { name: "Poster with every detail, very large" })).toBeVisible();
  const [slot, all] = await Promise.all([
    lane.locator("[data-slot-state=running]").evaluate((element) => ({
      right: Math.max(...[...element.children].map((part) => part.getBoundingClientRect().right)),
      nameWidth: element.querySelector("a")?.getBoundingClientRect().width ?? 0,
    })),
    lane.getByRole("button", { name: /^All slots/ }).boundingBox(),
  ]);
  expect(slot.right).toBeLessThanOrEqual(all?.x ?? 0);
  expect(slot.nameWidth).toBeGreaterThan(48);
});
