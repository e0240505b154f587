/** Start, stop, restart and delete: offered where the PRD says, confirmed where it hurts. */
import type { TaskStatus } from "@/lib/task-status";
import { expect, test } from "./fixtures";
import { arrange } from "./support/arrange";

const BUTTONS: Record<TaskStatus, readonly string[]> = {
  READY: ["Start", "Delete"],
  PENDING: ["Stop", "Delete"],
  QUEUED: ["Stop", "Delete"],
  RUNNING: ["Stop", "Delete"],
  SUCCESS: ["Delete"],
  FAILED: ["Restart", "Delete"],
  STOPPED: ["Restart", "Delete"],
};
const WORDS: Record<TaskStatus, string> = {
  READY: "Ready",
  PENDING: "Pending",
  QUEUED: "Queued",
  RUNNING: "Running",
  SUCCESS: "Success",
  FAILED: "Failed",
  STOPPED: "Stopped",
};

for (const [status, buttons] of Object.entries(BUTTONS) as [TaskStatus, readonly string[]][]) {
  test(`a ${status} task offers exactly ${buttons.join(" and ")}, and can be deleted and brought back`, async ({
    api,
    page,
    runningHub,
    taskList,
  }) => {
    const { id } = await arrange(api, runningHub, status, "Poster");
    await taskList.open();
    await expect(taskList.status("Poster")).toHaveText(WORDS[status]);
    await expect(taskList.row("Poster").getByRole("checkbox")).toBeEnabled();
    await expect(taskList.actions("Poster")).toMatchAriaSnapshot(
      ["- group:", "  - /children: equal", ...buttons.map((name) => `  - button "${name}"`)].join("\n"),
    );

    await taskList.action("Poster", "Delete").click();
    await expect(taskList.question).toContainText("Delete “Poster”?");
    await expect(taskList.question.getByRole("button", { name: "Keep" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(taskList.question).toBeHidden();
    await expect(taskList.row("Poster")).toBeVisible();

    await taskList.action("Poster", "Delete").click();
    await taskList.question.getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("“Poster” is deleted.")).toBeVisible();
    await expect(taskList.row("Poster")).toBeHidden();
    expect((await api.call("GET", `/api/tasks/${id}`)).status).toBe(404);
    const [remote] = await runningHub.tasks();
    if (remote !== undefined && (status === "QUEUED" || status === "RUNNING"))
      await expect.poll(async () => (await runningHub.task(remote.taskId)).state).toBe("CANCELLED");

    await page.getByRole("button", { name: "Undo" }).click();
    await expect(taskList.row("Poster")).toBeVisible();
    const restored = ["QUEUED", "RUNNING"].includes(status) ? "STOPPED" : status;
    await expect(taskList.status("Poster")).toHaveText(WORDS[restored as TaskStatus]); // one of the seven
  });
}

test("an undo whose answer was lost is no failure, and one that is refused says why", async ({
  api,
  page,
  taskList,
}) => {
  const { id } = await api.createPicture("Poster");
  await taskList.open();
  const remove = async () => {
    await taskList.action("Poster", "Delete").click();
    await taskList.question.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
  };
  const restores = "**/api/trpc/tasks.restore*";
  let asked = 0;
  await page.route(restores, async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  await remove();
  await expect(page.getByText("“Poster” is back.")).toBeVisible();
  await expect(taskList.row("Poster")).toBeVisible();
  expect(asked).toBe(2);
  expect((await api.task(id)).events.filter(({ type }) => type === "restored")).toHaveLength(1);

  await page.unroute(restores);
  await page.route(restores, (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/json",
      body: JSON.stringify({
        error: { message: "no", code: -32003, data: { appCode: "FORBIDDEN", httpStatus: 403 } },
      }),
    }),
  );
  await remove();
  await expect(page.getByText("“Poster” was not brought back")).toBeVisible();
  await expect(page.getByText("You may look at this, but not change it.")).toBeVisible();
  await expect(taskList.row("Poster")).toBeHidden();
});

for (const status of ["READY", "FAILED", "STOPPED"] as const) {
  test(`a ${status} task is started with one press and runs to its end`, async ({
    api,
    page,
    runningHub,
    taskList,
  }) => {
    await arrange(api, runningHub, status, "Poster");
    await taskList.open();
    await taskList.action("Poster", status === "READY" ? "Start" : "Restart").click();
    await expect(page.getByText("“Poster” is in the line.")).toBeVisible();
    await expect(taskList.status("Poster")).toHaveText("Success");
    await expect(taskList.actions("Poster").getByRole("button")).toHaveCount(1);
  });
}

for (const status of ["PENDING", "QUEUED", "RUNNING"] as const) {
  test(`a ${status} task is stopped after a question`, async ({ api, page, runningHub, taskList }) => {
    const { id } = await arrange(api, runningHub, status, "Poster");
    await taskList.open();
    await taskList.action("Poster", "Stop").click();
    await expect(taskList.question).toContainText("Stop “Poster”?");
    await expect(taskList.question).toContainText(
      status === "PENDING" ? "can be restarted later" : "will be cancelled there",
    );
    await expect(taskList.question.getByRole("button", { name: "Keep going" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(taskList.question).toBeHidden();
    await expect(taskList.status("Poster")).toHaveText(WORDS[status]);

    await taskList.action("Poster", "Stop").click();
    await taskList.question.getByRole("button", { name: "Stop" }).click();
    await expect(taskList.status("Poster")).toHaveText("Stopped");
    await expect(page.getByText("“Poster” is stopped.")).toBeVisible();
    const { runningHubTaskId } = await api.task(id);
    expect(runningHubTaskId === null).toBe(status === "PENDING");
    if (runningHubTaskId !== null)
      await expect.poll(async () => (await runningHub.task(runningHubTaskId)).state).toBe("CANCELLED");
    await expect(taskList.action("Poster", "Restart")).toBeEnabled();
  });
}

test("a failed task says why, in the list and with a cure on its page", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  await arrange(api, runningHub, "FAILED", "Poster");
  await taskList.open();
  await expect(taskList.row("Poster")).toContainText("Out of graphics memory");
  await taskList.row("Poster").getByRole("link", { name: "View Poster" }).click();
  await expect(page.getByRole("heading", { name: "Out of graphics memory" })).toBeVisible();
  await expect(page.getByText("Run it on a larger machine")).toBeVisible();
  await page.getByRole("button", { name: "Restart" }).click();
  await expect(page.locator("header [data-status]")).toHaveText("Success");
  await expect(page.getByRole("img", { name: "Result 1" })).toBeVisible();
});
