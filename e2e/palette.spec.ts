/** The palette, by the keyboard alone, and on a phone. */
import { expect, open, test } from "./fixtures";

test("goes to pages, finds tasks, runs workflows and acts, without a pointer", async ({ api, page }) => {
  const task = await api.createPicture("Lighthouse at dusk");
  await open(page, "/tasks");
  const palette = page.getByRole("dialog", { name: "Commands" });

  await test.step("a page", async () => {
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type("settings");
    await expect(palette.getByRole("option", { name: "Settings", exact: true })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/settings$/);
    await expect(palette).toBeHidden();
  });
  await test.step("a task by its id", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(task.id.slice(0, 13));
    await expect(palette.getByRole("option", { name: /^Lighthouse at dusk/ })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Lighthouse at dusk", level: 1 })).toBeVisible();
  });
  await test.step("a workflow to run", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("new restyle");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Start now" })).toBeVisible();
  });
  await test.step("an action", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("pause");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await api.trpc.queue.lane.query()).queuePaused).toBe(true);
  });
  await test.step("what was chosen lately comes first", async () => {
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("option").first()).toHaveText(/Restyle a picture/);
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
  });
  await test.step("the list of all that match", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("lighthouse");
    await expect(palette.getByRole("option")).toHaveCount(2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/tasks\?q=lighthouse/);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 720 }, hasTouch: true });

  test("opens from the menu", async ({ api: _, page }) => {
    await open(page, "/tasks");
    await page.getByRole("button", { name: "You" }).tap();
    await page.getByRole("menuitem", { name: "Go to, find, do" }).tap();
    const palette = page.getByRole("dialog", { name: "Commands" });
    await expect(palette.getByRole("combobox")).toBeFocused();
    await palette.getByRole("combobox").fill("batches");
    await palette.getByRole("option", { name: "Batches", exact: true }).tap();
    await expect(page).toHaveURL(/\/batches$/);
  });
});
