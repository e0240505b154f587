/** Accounts: what RunningHub says about them, several of them, and tasks that go where they are sent. */
import type { Locator, Page } from "@playwright/test";
import { expect, open, test } from "./fixtures";
import { findings } from "./support/axe";
import { API_KEY } from "./support/running-hub";

const SECOND_KEY = "2".repeat(32);

function card(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}

test("an account shows health, slots, balance, and the runs that others have on its key", async ({
  api,
  page,
  runningHub,
}) => {
  await runningHub.patchAccount({ key: API_KEY, limit: 3, coins: 4321, externalRunning: 1 });
  await open(page, "/accounts");
  const account = card(page, "Simulator");
  await account.getByRole("button", { name: "Check now" }).click();
  await expect(account).toContainText("Works");
  await expect(account).toContainText("4,321 coins");
  await expect(account).toContainText("0 of 1 in use");
  await expect(account).toContainText("One more run is not HubQueue’s");
  await expect(account).toContainText("RunningHub takes 3 at once for this key.");
  await expect(account).toContainText("Set MAX_CONCURRENT_TASKS to 3 and restart");
  await expect(page.getByRole("link", { name: "+1 elsewhere" })).toBeVisible();
  expect.soft(await findings(page), "accounts").toEqual([]);

  await runningHub.bendNext({ state: "RUNNING" });
  const { id } = await api.createPicture("Running", { start: true });
  await api.reaches(id, "RUNNING");
  await expect(account).toContainText("1 of 1 in use");

  await runningHub.goDown();
  await account.getByRole("button", { name: "Check now" }).click();
  await expect(account).toContainText("Does not work");
  await runningHub.comeBack();
  await account.getByRole("button", { name: "Check now" }).click();
  await expect(account).toContainText("Works");
});

test("nothing new is submitted below the minimum balance, and it goes on after a top-up", async ({
  api,
  page,
  runningHub,
}) => {
  await runningHub.patchAccount({ key: API_KEY, coins: 50 });
  await open(page, "/accounts");
  const account = card(page, "Simulator");
  await account.getByRole("button", { name: "Edit" }).click();
  await expect(page.getByLabel("Slots", { exact: true })).toHaveAttribute("readonly");
  await page.getByLabel("Minimum balance").fill("100");
  expect.soft(await findings(page), "edit").toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(account).toContainText("Nothing new below 100");
  await account.getByRole("button", { name: "Check now" }).click();
  await expect(account).toContainText("The balance is below its minimum");
  const { id } = await api.createPicture("Waits for money", { start: true });
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("heading", { name: "The balance is below its minimum" })).toBeVisible();
  await page.getByRole("link", { name: "Open accounts" }).click();
  await runningHub.patchAccount({ key: API_KEY, coins: 500 });
  await account.getByRole("button", { name: "Check now" }).click();
  await api.reaches(id, "SUCCESS");
});

test("a second account is added, takes tasks of its own, is paused, and goes when nothing needs it", async ({
  api,
  page,
  runningHub,
}) => {
  test.slow();
  await runningHub.patchAccount({ key: SECOND_KEY, limit: 2, coins: 77 });
  await open(page, "/accounts");

  await test.step("a key that RunningHub refuses is refused beside its field", async () => {
    await page.getByRole("button", { name: "Add account" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Second");
    await dialog.getByText("Another address").click();
    await dialog.getByLabel("Address", { exact: true }).fill("nowhere");
    await dialog.getByLabel("API key").fill("x".repeat(32));
    await dialog.getByRole("button", { name: "Add account" }).click();
    await expect(dialog).toContainText("Enter an address that begins with http");
    await dialog.getByLabel("Address", { exact: true }).fill(runningHub.url);
    await dialog.getByRole("button", { name: "Add account" }).click();
    await expect(dialog).toContainText("This key cannot be used");
    expect.soft(await findings(page), "refused").toEqual([]);
    await dialog.getByLabel("API key").fill(SECOND_KEY);
    await dialog.getByRole("button", { name: "Add account" }).click();
    await expect(page.getByText("“Second” is added.")).toBeVisible();
  });
  const second = card(page, "Second");
  await expect(second).toContainText("77 coins");
  await expect(second).toContainText("Key ending in 2222");
  await second.getByRole("button", { name: "Use 2" }).click();
  await expect(second).toContainText("0 of 2 in use");

  await test.step("a task is made for it, and runs there", async () => {
    const { id } = await api.sample("Text to image");
    await open(page, `/tasks/new?workflow=${id}`);
    await page.getByLabel("Runs on").click();
    await page.getByRole("option", { name: /^Second/ }).click();
    await page.getByRole("button", { name: "Start now" }).click();
    await expect(page.locator("header [data-status]")).toHaveText("Success");
    await expect(page.getByRole("region", { name: "Facts" })).toContainText("Second");
    const { creates } = await runningHub.ledger();
    expect(creates.map(({ key }) => key)).toEqual([SECOND_KEY]);
  });

  await test.step("while it is paused, its tasks wait and say so", async () => {
    await open(page, "/accounts");
    await second.getByRole("button", { name: "Pause" }).click();
    await expect(second).toContainText("Paused by a person");
    const { id: accountId } = (await api.trpc.accounts.list.query()).find(
      ({ name }) => name === "Second",
    ) ?? {
      id: "",
    };
    const bound = await api.createPicture("Bound", { start: true, accountId });
    await open(page, `/tasks/${bound.id}`);
    await expect(page.getByRole("heading", { name: "Paused by a person" })).toBeVisible();
  });

  await test.step("of several paused accounts one line tells, and leads to them", async () => {
    const { id } = (await api.trpc.accounts.list.query()).find(({ name }) => name !== "Second") ?? { id: "" };
    await api.trpc.accounts.pause.mutate({ id });
    const banner = page.getByRole("alert").filter({ hasText: "2 accounts are paused." });
    await banner.getByRole("link", { name: "Show them" }).click();
    await expect(page).toHaveURL(/\/accounts$/);
    await api.trpc.accounts.resume.mutate({ id });
    await expect(page.getByRole("alert").filter({ hasText: "Account “Second” is paused" })).toBeVisible();
  });

  await test.step("it is removed once its tasks have moved", async () => {
    await open(page, "/accounts");
    await second.getByRole("button", { name: "Remove Second" }).click();
    const question = page.getByRole("alertdialog");
    await expect(question).toContainText("One waiting task is bound to this account.");
    expect.soft(await findings(page), "needed").toEqual([]);
    await question.getByRole("button", { name: "Move one task" }).click();
    await expect(page.getByText("One task was moved.")).toBeVisible();
    await expect(question).toContainText("Its key is forgotten here");
    await question.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(second).toBeHidden();
    const [moved] = (await api.list()).items;
    await api.reaches(moved?.id ?? "", "SUCCESS");
  });
});

test("a task that waits is moved to another account on its page", async ({ api, page, runningHub }) => {
  await runningHub.patchAccount({ key: SECOND_KEY });
  const { id: accountId } = await api.trpc.accounts.create.mutate({
    name: "Second",
    baseUrl: runningHub.url,
    apiKey: SECOND_KEY,
  });
  await api.trpc.accounts.pause.mutate({ id: accountId });
  const { id } = await api.createPicture("Moves", { start: true, accountId });
  await open(page, `/tasks/${id}`);
  await page.getByRole("region", { name: "Facts" }).getByRole("button", { name: "Move" }).click();
  await page.getByLabel("Runs on").click();
  await page.getByRole("option", { name: /^Any account/ }).click();
  expect.soft(await findings(page), "move").toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
  await expect(page.getByText("“Moves” was moved.")).toBeVisible();
  await api.reaches(id, "SUCCESS");
  expect((await runningHub.ledger()).creates.map(({ key }) => key)).toEqual([API_KEY]);
});
