/** The list without a pointer: every key of its help, and a whole working day. */
import { expect, open, test } from "./fixtures";

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
  await expect(page.getByRole("dialog")).toContainText("Keyboard shortcuts");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(taskList.row("Older"), "one's place after the help").toBeFocused();
  await taskList.action("Older", "Delete").press("Enter");
  await taskList.question.waitFor();
  await page.keyboard.press("Escape");
  await expect(taskList.action("Older", "Delete"), "one's place after a question").toBeFocused();
  await page.keyboard.press("k");
  await expect(taskList.row("Newer")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(taskList.row("Older").getByRole("checkbox")).not.toBeChecked();
  await page.keyboard.press("a");
  await expect(taskList.batchBar).toContainText("2 selected");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Newer", level: 1 })).toBeVisible();
});

test("from a new task to its undo, without a pointer", async ({ api, page, taskList }) => {
  const { id: workflow } = await api.sample("Text to image");
  await api.trpc.queue.pause.mutate();
  for (const name of ["Menu card", "Poster", "Flyer"]) await api.createPicture(name);
  await taskList.open();

  await test.step("create", async () => {
    await page.keyboard.press("n");
    await expect(page.getByRole("heading", { name: "Choose a workflow", level: 1 })).toBeVisible();
    await open(page, `/tasks/new?workflow=${workflow}`);
    await page.getByLabel(/^Prompt/).focus();
    await page.keyboard.type("a quiet harbour");
    await page.getByRole("button", { name: "Save as ready" }).press("Enter");
    await expect(page.locator("header [data-status]")).toHaveText("Ready");
    await page
      .getByRole("navigation", { name: "Main navigation" })
      .getByRole("link", { name: /^Tasks/ })
      .press("Enter");
    await expect(taskList.row("Text to image")).toBeVisible();
  });
  await test.step("find and open", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("text to");
    await expect.poll(() => taskList.names()).toEqual(["Text to image"]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Text to image", level: 1 })).toBeVisible();
    await page.goBack();
    await expect(taskList.row("Text to image")).toBeVisible();
    await page.keyboard.press("/");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Escape");
    await expect.poll(() => taskList.names()).toHaveLength(4);
  });
  await test.step("select a range and start it", async () => {
    await page.keyboard.press("j");
    await expect(taskList.row("Text to image")).toBeFocused();
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    await expect(taskList.batchBar).toContainText("3 selected");
    await page.keyboard.press("t");
    await expect(page.getByText("Not possible for these tasks in their status.")).toBeVisible();
    await page.keyboard.press("s");
    for (const name of ["Text to image", "Flyer", "Poster"])
      await expect(taskList.status(name)).toHaveText("Pending");
    await expect(taskList.row("Poster"), "one's place after an action").toBeFocused();
  });
  await test.step("stop one after a question, pressed while its start is under way", async () => {
    await page.keyboard.press("t");
    await expect(taskList.question).toContainText("Stop “Poster”?");
    await taskList.question.getByRole("button", { name: "Stop" }).press("Enter");
    await expect(taskList.status("Poster")).toHaveText("Stopped");
    await expect(taskList.row("Poster")).toBeFocused();
  });
  await test.step("delete it, and bring it back", async () => {
    await page.keyboard.press("d");
    await expect(taskList.question).toContainText("Delete “Poster”?");
    await taskList.question.getByRole("button", { name: "Delete" }).press("Enter");
    await expect(taskList.row("Poster")).toBeHidden();
    await expect(taskList.row("Menu card"), "the row that has its place now").toBeFocused();
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await expect(taskList.status("Poster")).toHaveText("Stopped");
  });
});

test("columns and density are reached by keyboard", async ({ api, page, taskList }) => {
  await api.createPicture("Poster");
  await taskList.open();
  await page.getByRole("button", { name: "Columns and density" }).press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "Comfortable" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const compact = page.getByRole("menuitemradio", { name: "Compact" });
  await expect(compact).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(compact).toBeChecked();
  await page.keyboard.press("Escape");
  await expect.poll(async () => (await taskList.row("Poster").boundingBox())?.height).toBe(36);
  await expect(page.getByRole("button", { name: "Columns and density" })).toBeFocused();
});
