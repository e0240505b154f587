/** The list on a phone, by finger: cards with everything the table's rows have. */
import { expect, test } from "./fixtures";
import { arrange } from "./support/arrange";

test.use({ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true });

test("tasks are read, started, stopped and found by finger", async ({ api, page, runningHub, taskList }) => {
  await arrange(api, runningHub, "FAILED", "Too large");
  await api.trpc.queue.pause.mutate();
  await api.createPicture("Poster", { description: "for the calendar" });
  await api.createPicture("Menu card");
  await taskList.open();
  await expect(taskList.row("Poster")).toContainText("for the calendar");

  await test.step("why it failed is one tap away, with what to do", async () => {
    await taskList.row("Too large").getByRole("button", { name: "Out of graphics memory" }).tap();
    await expect(page.getByRole("dialog")).toContainText("Run it on a larger machine");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  });
  await test.step("one task by its own button", async () => {
    await taskList.action("Poster", "Start").tap();
    await expect(taskList.status("Poster")).toHaveText("Pending");
    await expect(taskList.row("Poster")).toContainText("Line paused");
  });
  await test.step("several by the bar, which stands above the foot of the page", async () => {
    await taskList.row("Poster").getByRole("checkbox").tap();
    await expect(taskList.batchBar).toContainText("1 selected");
    const bar = await taskList.batchBar.boundingBox();
    const foot = await page.getByRole("navigation", { name: "Main navigation" }).boundingBox();
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
    await taskList.batchAction("Stop").tap();
    await taskList.question.getByRole("button", { name: "Stop" }).tap();
    await expect(taskList.status("Poster")).toHaveText("Stopped");
  });
  await test.step("filters come in a sheet", async () => {
    const filter = await taskList.openFilter();
    await taskList.choose("Problem", "Any problem");
    await filter.getByRole("button", { name: "Show tasks" }).tap();
    await expect.poll(() => taskList.names()).toEqual(["Too large"]);
    await taskList.chips.getByRole("button", { name: "Clear all" }).tap();
    await expect.poll(() => taskList.names()).toHaveLength(3);
  });
  await test.step("the page is selected with one box", async () => {
    await taskList.selectPage.tap();
    await expect(taskList.batchBar).toContainText("3 selected");
  });
});

test("a finger hits what it aims at", async ({ api, page, taskList }) => {
  await api.createPicture("Poster");
  await taskList.open();
  const buttons = taskList.row("Poster").getByRole("group").getByRole("button");
  await expect(buttons).toHaveCount(2);
  for (const button of await buttons.all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  const more = await taskList.row("Poster").getByRole("button", { name: "More for Poster" }).boundingBox();
  expect(Math.min(more?.width ?? 0, more?.height ?? 0)).toBeGreaterThanOrEqual(40);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
});

test("menus and fields are made for a finger as well", async ({ api, page, taskList }) => {
  await api.createPicture("Poster");
  await taskList.open();
  await page.getByRole("navigation", { name: "Main navigation" }).getByRole("button").tap();
  const items = page.getByRole("menu").getByRole("menuitem");
  await expect(items.first()).toBeVisible();
  for (const item of await items.all()) expect((await item.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  await items.filter({ hasText: "Your account" }).tap();
  const field = page.getByRole("textbox", { name: "Name" });
  expect((await field.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  // A phone zooms into a field with smaller letters as soon as it has the focus.
  await expect(field).toHaveCSS("font-size", "16px");
});

test("cards keep their height whatever happens to the task", async ({ api, runningHub, taskList }) => {
  const { id } = await api.createPicture("Poster");
  await taskList.open();
  const height = async () => (await taskList.row("Poster").boundingBox())?.height;
  const before = await height();
  await runningHub.bendNext({ state: "RUNNING" });
  await api.start(id);
  await expect(taskList.status("Poster")).toHaveText("Running");
  expect(await height()).toBe(before);
  const [remote] = await runningHub.tasks();
  await runningHub.bend(remote?.taskId ?? "", { state: "SUCCESS" });
  await expect(taskList.status("Poster")).toHaveText("Success");
  expect(await height()).toBe(before);
});

test("a small button answers a finger that lands beside it", async ({ page, taskList }) => {
  await taskList.open();
  const search = page.getByRole("searchbox", { name: "Search tasks" });
  await search.fill("poster");
  const clear = await search.locator("..").getByRole("button", { name: "Clear" }).boundingBox();
  if (clear === null) throw new Error("The button is not in view");
  await page.touchscreen.tap(clear.x - 5, clear.y - 5);
  await expect(search).toHaveValue("");
});
