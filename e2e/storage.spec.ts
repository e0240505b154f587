/** What the files take, and the limits after which results go. */
import { expect, open, reopen, test } from "./fixtures";
import { findings } from "./support/axe";

test("settings tell what the files take, and new limits are shown before they hold", async ({
  api,
  page,
}) => {
  const task = await api.createPicture("To be counted", { start: true });
  await api.reaches(task.id, "SUCCESS");
  const [output] = (await api.task(task.id)).outputs;
  await expect.poll(async () => (await api.send(`/api/outputs/${output?.id}`)).status).toBe(200);

  await open(page, "/settings#storage");
  const card = page.locator("#storage");
  await expect(card.getByText(/in \d+ files?$/).first()).toBeVisible();
  await expect(card.getByText("on this server, in the data directory")).toBeVisible();
  const form = page.getByRole("form", { name: "Removing old results" });
  await form.getByLabel("Keep results for (days)").fill("30");
  await expect(form.getByRole("status")).toHaveText("These limits remove nothing now.");
  expect.soft(await findings(page)).toEqual([]);
  await form.getByRole("button", { name: "Save limits" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("removed results do not come back");
  expect.soft(await findings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Remove by these limits" }).click();
  await expect(page.getByText("Limits saved.")).toBeVisible();

  await reopen(page);
  await expect(form.getByLabel("Keep results for (days)")).toHaveValue("30");
  await form.getByLabel("Keep results for (days)").fill("1.5");
  await expect(form.getByText("Enter whole days from 1 to 3,650, or nothing for no limit.")).toBeVisible();
  await form.getByLabel("Keep results for (days)").fill("");
  await form.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("Limits saved.")).toBeVisible();
});

test("what limits remove is asked once they have been typed, not for each digit", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(...request.url().split("storage.preview").slice(1)));
  await page.clock.install();
  await open(page, "/settings#storage");
  const form = page.getByRole("form", { name: "Removing old results" });
  await expect(form.getByLabel("Keep results for (days)")).toHaveValue("");
  await page.clock.pauseAt(Date.now() + 60_000);
  await form.getByLabel("Keep results for (days)").pressSequentially("3650");
  await expect(form.getByLabel("Keep results for (days)")).toHaveValue("3650");
  await page.clock.resume();
  await expect(form.getByRole("status")).toHaveText("These limits remove nothing now.");
  expect(asked).toHaveLength(1);
});

test("limits can be confirmed only once it is said what they remove", async ({ page }) => {
  let tell = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  await page.route(/storage\.preview/, async (route) => {
    await told;
    await route.continue();
  });
  await open(page, "/settings#storage");
  const form = page.getByRole("form", { name: "Removing old results" });
  await form.getByLabel("Keep results for (days)").fill("30");
  await form.getByRole("button", { name: "Save limits" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Remove by these limits" })).toBeDisabled();
  tell();
  await expect(dialog).toContainText("These limits remove nothing now. HubQueue then goes on by itself");
  await expect(dialog.getByRole("button", { name: "Remove by these limits" })).toBeEnabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
});

test("a card that cannot be read says so and is read again when asked, one by one", async ({ page }) => {
  const reads =
    /\/api\/trpc\/[^?]*(queue\.limits|spending\.caps|notifications\.list|outputs\.nameTemplate|storage\.)/;
  await page.route(reads, (route) => route.abort());
  await open(page, "/settings");
  const card = (name: string) => page.getByRole("region", { name, exact: true });
  const failure = { name: "This could not be loaded" };
  for (const name of [
    "Waiting tasks",
    "Spending caps",
    "Notifications",
    "Names of downloads",
    "Old tasks and log entries",
  ])
    await expect(card(name).getByRole("heading", failure)).toBeVisible();
  const storage = card("Storage");
  await expect(storage.getByRole("heading", failure)).toHaveCount(2);
  await expect(storage.getByRole("button", { name: "Copy details" })).toHaveCount(2);
  expect.soft(await findings(page)).toEqual([]);

  const again = storage.getByRole("button", { name: "Try again" });
  await page.unroute(reads);
  await again.first().click();
  await expect(storage.getByText("on this server, in the data directory")).toBeVisible();
  await expect(again).toHaveCount(1);
  await again.click();
  await expect(storage.getByRole("form", { name: "Removing old results" })).toBeVisible();
  await expect(again).toHaveCount(0);
});
