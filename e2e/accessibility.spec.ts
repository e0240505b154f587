/** No page has a serious or critical finding of axe, in either theme; and none scrolls sideways on a small phone. */
import { expect, NOBODY, open, test } from "./fixtures";
import { Operations } from "./pages/operations";
import type { Api } from "./support/api";
import { arrange } from "./support/arrange";
import { findings } from "./support/axe";
import type { RunningHub } from "./support/running-hub";

/** One task per status, as far as one slot allows. */
async function fill(api: Api, runningHub: RunningHub): Promise<string> {
  await arrange(api, runningHub, "FAILED", "Failed one");
  const { id } = await arrange(api, runningHub, "SUCCESS", "Finished one");
  await arrange(api, runningHub, "STOPPED", "Stopped one");
  await arrange(api, runningHub, "RUNNING", "Running one with a rather long name that does not fit");
  await api.createPicture("Waiting one", { start: true });
  await api.createPicture("Ready one");
  return id;
}

/** A batch whose tasks have not begun. */
async function makeBatch(api: Api, remoteId: string): Promise<string> {
  const { batchId } = await api.ask<{ batchId: string }>("POST", "/api/tasks/bulk", {
    name: "Covers",
    tasks: [{ workflowId: remoteId }, { workflowId: remoteId }],
  });
  return batchId;
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("the pages of signed-in people are accessible", async ({ api, page, runningHub, taskList }) => {
      test.slow();
      const finishedId = await fill(api, runningHub);
      await taskList.open();
      await expect(page.locator("html")).toHaveClass(new RegExp(colorScheme));
      await expect(taskList.row("Ready one")).toBeVisible();
      expect.soft(await findings(page), "list").toEqual([]);
      await taskList.openFilter();
      await expect(page.getByRole("combobox", { name: "Problem" })).toBeVisible();
      expect.soft(await findings(page), "filters").toEqual([]);
      await page.keyboard.press("Escape");
      await taskList.openOptions();
      expect.soft(await findings(page), "columns and density").toEqual([]);
      await page.keyboard.press("Escape");
      await taskList.openViews();
      expect.soft(await findings(page), "views").toEqual([]);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 375, height: 812 });
      await expect(page.getByRole("list", { name: "Tasks" })).toBeVisible();
      expect.soft(await findings(page), "cards").toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await taskList.select("Ready one");
      await expect(taskList.batchBar).toBeVisible();
      await taskList.action("Ready one", "Delete").click();
      await expect(taskList.question).toBeVisible();
      expect.soft(await findings(page), "question and batch bar").toEqual([]);

      await open(page, `/tasks/${finishedId}`);
      await expect(page.getByRole("img", { name: "Result 1" })).toBeVisible();
      expect.soft(await findings(page), "finished task").toEqual([]);
      const failed = (await api.list("?status=FAILED")).items[0]?.id;
      await open(page, `/tasks/${failed}`);
      await expect(page.getByRole("heading", { name: "Out of graphics memory" })).toBeVisible();
      expect.soft(await findings(page), "failed task").toEqual([]);

      await open(page, "/tasks/new");
      await expect(page.getByRole("link", { name: /^Restyle a picture/ })).toBeVisible();
      expect.soft(await findings(page), "choice of a workflow").toEqual([]);
      await page.getByRole("link", { name: /^Restyle a picture/ }).click();
      await expect(page.getByRole("button", { name: "Start now" })).toBeVisible();
      expect.soft(await findings(page), "form").toEqual([]);
      await open(page, "/workflows");
      await expect(page.getByRole("heading", { name: "Workflows", level: 1 })).toBeVisible();
      expect.soft(await findings(page), "library").toEqual([]);
      await open(page, "/nowhere");
      expect.soft(await findings(page), "a page that is not there").toEqual([]);
    });

    test("the page of a task is accessible in every status", async ({ api, page, runningHub }) => {
      test.slow();
      await fill(api, runningHub);
      const { items } = await api.list();
      expect(new Set(items.map(({ status }) => status)).size).toBe(6);
      for (const { id, status, attempt } of items) {
        await open(page, `/tasks/${id}`);
        await expect(page.locator("html")).toHaveClass(new RegExp(colorScheme));
        if (attempt > 0) {
          await page.getByRole("button", { name: "Request and reply of run 1" }).click();
          await expect(page.getByRole("region", { name: "Request" })).toBeVisible();
        }
        expect.soft(await findings(page), status).toEqual([]);
      }
    });

    test("the page of a task that was just sent is accessible", async ({ api, page, runningHub }) => {
      const { id } = await arrange(api, runningHub, "QUEUED", "Sent one");
      await open(page, `/tasks/${id}`);
      await expect(page.locator("header [data-status]")).toHaveText("Queued");
      expect(await findings(page)).toEqual([]);
    });

    test("the tray of operations and a report are accessible", async ({ api, page, taskList }) => {
      await api.trpc.queue.pause.mutate();
      for (const name of ["Poster", "Flyer"]) await api.createPicture(name);
      const operations = new Operations(page);
      await taskList.open();
      for (const name of ["Poster", "Flyer"]) await taskList.select(name);
      await taskList.batchBar.locator("[data-action=start]").click();
      await operations.unfold();
      await expect(operations.tray).toContainText("2 tasks");
      expect.soft(await findings(page), "tray").toEqual([]);
      await operations.button("Report").first().click();
      await expect(operations.report).toBeVisible();
      expect.soft(await findings(page), "report").toEqual([]);
    });

    test("every other page and the palette are accessible", async ({ api, page }) => {
      test.slow();
      const { id: workflowId, remoteId } = await api.sample("Restyle a picture");
      const batchId = await makeBatch(api, remoteId);
      for (const path of [
        "/batches",
        `/batches/${batchId}`,
        `/workflows/${workflowId}`,
        `/tasks/new/batch?workflow=${workflowId}`,
        "/accounts",
        "/settings",
      ]) {
        await open(page, path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect.soft(await findings(page), path).toEqual([]);
      }
      await open(page, "/settings/diagnostics");
      const checks = page.getByRole("region", { name: "Checks" });
      await expect(checks.getByRole("status")).toContainText(/problem/);
      expect.soft(await findings(page), "diagnostics").toEqual([]);
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
      await page.keyboard.type("re");
      await expect(page.getByRole("option", { name: /Search all tasks/ })).toBeVisible();
      expect.soft(await findings(page), "palette").toEqual([]);
    });

    test("the reference of all calls is accessible, also with one of them open", async ({ page }) => {
      test.slow();
      await page.goto("/reference");
      await expect(page.locator("html.dark-mode")).toHaveCount(colorScheme === "dark" ? 1 : 0);
      await expect(page.locator(".opblock").first()).toBeVisible();
      expect.soft(await findings(page), "all calls").toEqual([]);
      const first = page.locator(".opblock-get").first();
      await first.locator(".opblock-summary-control").click();
      await expect(first.getByRole("button", { name: "Execute" })).toBeVisible();
      await expect(page).toHaveURL(/#\/tasks\//);
      expect.soft(await findings(page), "one call").toEqual([]);
      await first.getByRole("button", { name: "Execute" }).click();
      await expect(first.locator(".live-responses-table")).toBeVisible();
      expect.soft(await findings(page), "its answer").toEqual([]);
    });

    test.describe("in front of the door", () => {
      test.use({ storageState: NOBODY });

      test("the sign-in page is accessible", async ({ page }) => {
        await open(page, "/sign-in");
        await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
        expect(await findings(page)).toEqual([]);
      });
    });
  });
}

test.describe("on a small phone", () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

  test("no page scrolls sideways", async ({ api, page, runningHub }) => {
    test.slow();
    const id = await fill(api, runningHub);
    const { id: workflowId, remoteId } = await api.sample("Restyle a picture");
    const batchId = await makeBatch(api, remoteId);
    const hasRoom = async (path: string) => {
      await open(page, path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, path).toBeLessThanOrEqual(320);
    };
    for (const path of [
      "/tasks",
      `/tasks/${id}`,
      "/tasks/new",
      `/tasks/new?workflow=${workflowId}`,
      "/workflows",
      `/workflows/${workflowId}`,
      `/tasks/new/batch?workflow=${workflowId}`,
      "/batches",
      `/batches/${batchId}`,
      "/results",
      "/dashboard",
      "/accounts",
      "/settings",
      "/settings/account",
      "/settings/people",
      "/settings/tokens",
      "/settings/audit",
      "/settings/diagnostics",
    ])
      await hasRoom(path);
    // The page that is open would go there by itself, in the middle of ours going there.
    await page.goto("about:blank");
    await page.context().clearCookies();
    await hasRoom("/sign-in");
  });
});
