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
  await limits.getByLabel("Most waiting tasks", { exact: true }).fill("2");
  await limits.getByRole("button", { name: "Save these limits" }).click();
  await expect(page.getByText("Limits of waiting tasks saved.")).toBeVisible();
  expect.soft(await findings(page)).toEqual([]);

  const { id, remoteId } = await api.sample("Text to image");
  await api.create({ workflowId: remoteId, start: true });
  const sheet = new BatchSheet(page);
  await sheet.open(id);
  await sheet.tool("From lists");
  await sheet.dialog
    .getByLabel(/^Values for/)
    .first()
    .fill("a pier\na quay");
  await sheet.dialog.getByRole("button", { name: "Make 2 rows" }).click();
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

test("an administrator sets how long finished tasks and the audit log are kept, after being told what goes", async ({
  page,
}) => {
  await open(page, "/settings#records");
  const records = page.getByRole("form", { name: "Old tasks and log entries" });
  const auditDays = records.getByLabel("Keep audit entries for (days)");
  await auditDays.fill("30");
  await records.getByRole("button", { name: "Save days" }).click();
  await expect(
    records.getByText("Enter whole days from 90 to 3,650, or nothing to keep them for ever."),
  ).toBeVisible();
  await expect(auditDays).toBeFocused();
  await expect(auditDays).toHaveAttribute("aria-invalid", "true");
  await expect(auditDays).toHaveAccessibleDescription(/^Enter whole days from 90 to 3,650/);
  await auditDays.fill("400");
  await records.getByLabel("Keep finished tasks for (days)").fill("3650");
  await records.getByRole("button", { name: "Save days" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Tasks that ended more than 3,650 days ago are removed");
  await expect(dialog).toContainText("Entries of the audit log that are older than 400 days are removed.");
  expect.soft(await findings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Remove old records" }).click();
  await expect(page.getByText("Saved. It takes effect within an hour.")).toBeVisible();
  for (const label of ["Keep audit entries for (days)", "Keep finished tasks for (days)"])
    await records.getByLabel(label).fill("");
  await records.getByRole("button", { name: "Save days" }).click();
  await expect(dialog).toBeHidden();
  await open(page, "/settings/audit");
  await expect(page.getByText("Changed how long records are kept").first()).toBeVisible();
});
