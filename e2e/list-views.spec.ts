/** How the list is laid out and what it is narrowed to: remembered, named, shared. */
import { expect, reopen, test } from "./fixtures";
import { arrange } from "./support/arrange";

/** TypeScript's own types do not know it yet. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Element | null }[];
}

test("columns and density survive a reload, and nothing shifts while the page loads", async ({
  api,
  page,
  taskList,
}) => {
  for (const name of ["One", "Two", "Three"]) await api.createPicture(name);
  await taskList.open();
  await expect(page.getByRole("columnheader")).toHaveText(
    [/Select/, "Workflow name", "Task ID", "Node count", "Status", "Created", "Details", "Actions"].map(
      (name) => new RegExp(name),
    ),
  );
  const options = await taskList.openOptions();
  await options.getByRole("menuitemradio", { name: "Compact" }).click();
  await options.getByRole("menuitemcheckbox", { name: "Cost" }).click();
  await options.getByRole("menuitemcheckbox", { name: "Node count" }).click();
  await page.keyboard.press("Escape");
  await expect(taskList.head("Cost")).toBeVisible();
  await expect(taskList.head("Node count")).toBeHidden();

  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        // A banner of the shell above moves the whole page; that is not the list's doing.
        const isWholePage = entry.sources.every(({ node }) => node?.id === "content");
        if (!isWholePage) shifts.push(entry.value);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await reopen(page);
  await expect(taskList.row("One")).toBeVisible();
  await page.getByText("Live", { exact: true }).waitFor();
  await expect(taskList.head("Cost")).toBeVisible();
  await expect(taskList.head("Node count")).toBeHidden();
  expect((await taskList.row("One").boundingBox())?.height).toBe(36);
  const shift = await page.evaluate(
    () => ("shifts" in window ? (window.shifts as number[]).reduce((sum, value) => sum + value, 0) : null), // ours, from above
  );
  expect(shift).toBeLessThanOrEqual(0.02);

  await (await taskList.openOptions()).getByRole("menuitem", { name: "As it was at first" }).click();
  await expect(taskList.head("Node count")).toBeVisible();
  expect((await taskList.row("One").boundingBox())?.height).toBe(44);
});

test("a view gets a name, opens with one click, and is renamed and deleted", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  await arrange(api, runningHub, "FAILED", "Night poster");
  await api.createPicture("Day poster");
  await api.createPicture("Menu card");
  await taskList.open("?q=poster&sort=createdAt");
  await expect.poll(() => taskList.names()).toEqual(["Night poster", "Day poster"]);

  await (await taskList.openViews()).getByRole("button", { name: "Save this view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Posters");
  await page.getByRole("checkbox", { name: "Show it to everybody" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("“Posters” is saved.")).toBeVisible();

  await taskList.open();
  await expect.poll(() => taskList.names()).toHaveLength(3);
  await (await taskList.openViews()).getByRole("link", { name: "Posters" }).click();
  await expect.poll(() => taskList.names()).toEqual(["Night poster", "Day poster"]);
  const views = await taskList.openViews();
  await expect(views.getByRole("link", { name: "Posters" })).toHaveAttribute("aria-current", "page");
  expect(await api.trpc.views.list.query()).toMatchObject([{ name: "Posters", shared: true }]);

  await views.getByRole("button", { name: "Change “Posters”" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("All posters");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("“All posters” is saved.")).toBeVisible();
  await (await taskList.openViews()).getByRole("button", { name: "Change “All posters”" }).click();
  await page.getByRole("dialog", { name: "Change the view" }).getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("“All posters” is deleted.")).toBeVisible();
  expect(await api.trpc.views.list.query()).toEqual([]);
});

test("views that are there from the start: what failed today, what waits or runs", async ({
  api,
  runningHub,
  taskList,
}) => {
  await arrange(api, runningHub, "FAILED", "Broken");
  await api.createPicture("Not started");
  await arrange(api, runningHub, "RUNNING", "Busy");
  await api.createPicture("In line", { start: true });
  await taskList.open();
  await (await taskList.openViews()).getByRole("link", { name: "Failed today" }).click();
  await expect.poll(() => taskList.names()).toEqual(["Broken"]);
  await expect(taskList.tab("Failed")).toHaveAttribute("aria-selected", "true");
  await (await taskList.openViews()).getByRole("link", { name: "Running and waiting" }).click();
  await expect.poll(() => taskList.names()).toEqual(["In line", "Busy"]);
  await taskList.tab("Ready").click();
  await expect.poll(() => taskList.names()).toEqual(["Not started"]);
});
