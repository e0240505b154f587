/** Finding one's way in the list: tabs, search, the address, the keyboard. */
import { expect, open, test } from "./fixtures";
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
  await page.reload();
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
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(taskList.row("Menu card")).toBeVisible();
});

test("the list can be worked by keyboard alone", async ({ api, page, taskList }) => {
  await api.createPicture("Older");
  await api.createPicture("Newer");
  await taskList.open();
  await expect(taskList.row("Newer")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(taskList.row("Older")).toBeFocused();
  await page.keyboard.press("x");
  await expect(taskList.row("Older").getByRole("checkbox")).toBeChecked();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Keyboard");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(taskList.row("Older"), "one's place after the help").toBeFocused();
  await taskList.action("Older", "Delete").press("Enter");
  await page.keyboard.press("Escape");
  await expect(taskList.action("Older", "Delete"), "one's place after a question").toBeFocused();
  await page.keyboard.press("k");
  await expect(taskList.row("Newer")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Newer", level: 1 })).toBeVisible();
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
