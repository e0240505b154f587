/** How many tasks may wait: set in the settings, told before a task is made, and kept to by every door. */
import { expect, open, test } from "./fixtures";
import { BatchSheet } from "./pages/batch-sheet";
import { findings } from "./support/axe";

test("an administrator limits how many tasks wait; forms tell it before, a script is refused, and the log has it", async ({
  api,
  page,
}) => {
  await api.trpc.queue.pause.mutate();
  await open(page, "/settings#limits");
  const limits = page.getByRole("form", { name: "Waiting tasks" });
  await limits.getByLabel("Waiting tasks at most").fill("2");
  await limits.getByRole("button", { name: "Save these limits" }).click();
  await expect(page.getByText("Limits of waiting tasks saved.")).toBeVisible();
  expect.soft(await findings(page)).toEqual([]);

  const { id, remoteId } = await api.sample("Text to image");
  await api.create({ workflowId: remoteId, start: true });
  const sheet = new BatchSheet(page);
  await sheet.open(id);
  await sheet.write(1, "Prompt", "first");
  await sheet.write(2, "Prompt", "second");
  await expect(sheet.footer.getByText(/Only 1 more task fits in line now: at most 2 may wait/)).toBeVisible();
  await sheet.createAndStart.click();
  await expect(sheet.dialog.getByText(/So many tasks may not wait at once/)).toBeVisible();
  expect((await api.list()).counts).toMatchObject({ PENDING: 1, READY: 0 });

  const waiting = await api.create({ workflowId: remoteId, start: true });
  const refused = await api.call("POST", "/api/tasks", { workflowId: remoteId, start: true });
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "TOO_MANY_WAITING", facts: { most: "2", free: "0" } },
  });
  await open(page, `/tasks/new?workflow=${id}`);
  await expect(page.getByText(/No more tasks fit in line now/)).toBeVisible();
  expect.soft(await findings(page)).toEqual([]);
  await api.stop(waiting.id);
  await expect(page.getByText(/No more tasks fit in line now/)).toBeHidden({ timeout: 30_000 });

  await open(page, "/settings/audit");
  await expect(page.getByText("Changed how many tasks may wait").first()).toBeVisible();
});
