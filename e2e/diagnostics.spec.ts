/** An administrator sees whether all is well, what is not and what to do, and takes the report along. */
import { expect, NOBODY, open, test } from "./fixtures";
import { findings } from "./support/axe";
import { API_TOKEN } from "./support/product";
import { API_KEY } from "./support/running-hub";

test("what is wrong stands first, with what to do, and is gone when it is mended", async ({
  page,
  api,
  runningHub,
}) => {
  expect(api.baseUrl).toBeTruthy();
  await runningHub.patchAccount({ key: API_KEY, blocked: 802 });
  await open(page, "/settings");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Diagnostics" }).click();
  await expect(page.getByRole("heading", { name: "Diagnostics", level: 1 })).toBeVisible();
  const checks = page.getByRole("region", { name: "Checks" });
  await expect(checks.getByRole("status")).toContainText("1 problem");
  await expect(checks.getByRole("listitem").first()).toContainText("RunningHub refuses the key");
  await expect(checks).toContainText("PostgreSQL 18");
  expect(await findings(page)).toEqual([]);

  await runningHub.patchAccount({ key: API_KEY, blocked: null });
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(checks.getByRole("status")).toContainText("No problem");
  await expect(checks).toContainText("the key is good");
});

test("the state of the process is told and goes along with the report, which has no secrets", async ({
  page,
  context,
  product,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: product.url });
  await open(page, "/settings/diagnostics");
  const state = page.getByRole("region", { name: "This process" });
  await expect(state).toContainText("this process");
  await expect(state).toContainText("1 connected");
  await expect(page.getByRole("region", { name: "Checks" }).getByRole("status")).toContainText("No problem");
  await page.getByRole("button", { name: "Copy report" }).click();
  await expect(page.getByRole("button", { name: "Copy report" })).toContainText("Copied");
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/^\[Well\] Database: PostgreSQL 18/m);
  expect(report).toMatch(/^Slots: \d of \d in use$/m);
  for (const secret of [API_TOKEN, API_KEY]) expect(report).not.toContain(secret);
});

test("others neither see the page nor its way", async ({ api, browser, product }) => {
  const { path } = await api.trpc.people.invite.mutate({ email: "vera@example.com", role: "operator" });
  const stranger = await browser.newContext({ baseURL: product.url, locale: "en-US", storageState: NOBODY });
  const page = await stranger.newPage();
  await open(page, path);
  await page.getByLabel("Name").fill("Vera");
  await page.getByLabel("Password").fill("a long enough one");
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
  await open(page, "/settings");
  await expect(page.getByRole("link", { name: "Your account" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Diagnostics" })).toHaveCount(0);
  await page.goto("/settings/diagnostics");
  await expect(page.getByRole("heading", { name: "This page does not exist", level: 1 })).toBeVisible();
  await stranger.close();
});
