/** A submit whose answer was lost: nothing is decided behind anybody's back, and a person can settle it, checked by RunningHub. */
import type { Locator, Page } from "@playwright/test";
import type { TaskView } from "@/lib/task-schemas";
import { expect, open, test } from "./fixtures";
import type { Api } from "./support/api";
import { findings } from "./support/axe";
import { API_KEY, type RunningHub } from "./support/running-hub";

// Long enough for a person to look, short enough to see HubQueue give up by itself.
test.use({ environment: { SUBMIT_UNKNOWN_GRACE_SECONDS: "8" } });

/** @param fault drop-after: RunningHub has started the run; drop-before: it has not */
async function loseAnswer(
  api: Api,
  runningHub: RunningHub,
  fault: "drop-after" | "drop-before",
  name: string,
): Promise<TaskView> {
  await runningHub.misbehave({ match: { call: "create" }, fault: { type: fault }, count: 1 });
  const task = await api.createPicture(name, { start: true });
  await expect.poll(async () => (await api.task(task.id)).hold).toBe("unsettled");
  return task;
}

async function onlyRun(runningHub: RunningHub): Promise<string> {
  const [run] = await runningHub.tasks();
  return run?.taskId ?? "";
}

async function link(page: Page, action: string, remoteId: string): Promise<Locator> {
  await page.getByRole("button", { name: action }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("RunningHub task id").fill(remoteId);
  await dialog.getByRole("button", { name: "Link this run" }).click();
  return dialog;
}

const PANEL = "Nobody knows yet whether it started";

test("a run that did start is linked by its id; a wrong id and sending again are refused while it lives", async ({
  api,
  page,
  runningHub,
  taskList,
}) => {
  await runningHub.bendNext({ state: "RUNNING" });
  const { id } = await loseAnswer(api, runningHub, "drop-after", "Lost answer");

  await taskList.open();
  await expect(taskList.row("Lost answer").getByRole("link", { name: "Submit unclear" })).toBeVisible();
  await taskList.row("Lost answer").getByRole("link", { name: "Settle" }).click();
  await expect(page.getByRole("heading", { name: PANEL })).toBeVisible();
  await expect(page.getByText("Nothing is sent again by itself, and its slot stays taken")).toBeVisible();
  expect.soft(await findings(page), "panel").toEqual([]);

  await page.getByRole("button", { name: "It did not start: send again" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("you may pay twice");
  await question.getByRole("button", { name: "Send again" }).click();
  await expect(question).toContainText("RunningHub counts a run on this account that HubQueue cannot name");
  expect.soft(await findings(page), "refused").toEqual([]);
  await question.getByRole("button", { name: "Not now" }).click();

  const dialog = await link(page, "It is running: link its id", "not an id");
  await expect(dialog).toContainText("An id has letters, digits");
  await dialog.getByLabel("RunningHub task id").fill("1999999999999999999");
  await dialog.getByRole("button", { name: "Link this run" }).click();
  await expect(dialog).toContainText("This id cannot be linked");
  expect.soft(await findings(page), "wrong id").toEqual([]);
  expect((await api.task(id)).hold).toBe("unsettled");

  const run = await onlyRun(runningHub);
  await dialog.getByLabel("RunningHub task id").fill(run);
  await dialog.getByRole("button", { name: "Link this run" }).click();
  await expect(page.getByText("“Lost answer” follows this run now.")).toBeVisible();
  await expect(page.locator("header [data-status]")).toHaveText("Running");
  await runningHub.bend(run, { state: "SUCCESS" });
  expect((await api.reaches(id, "SUCCESS")).outputs).toHaveLength(1);
  await expect(page.getByText("Linked to a run by a person")).toBeVisible();
  expect((await runningHub.ledger()).creates).toHaveLength(1);
});

test("a run that did not start is sent again by a person, once RunningHub shows nothing that may be it", async ({
  api,
  page,
  runningHub,
}) => {
  // Somebody else's run on the same key: HubQueue cannot tell whether it is this task.
  await runningHub.patchAccount({ key: API_KEY, limit: 2, externalRunning: 1 });
  const { id } = await loseAnswer(api, runningHub, "drop-before", "Never arrived");
  await open(page, `/tasks/${id}`);
  await page.getByRole("button", { name: "It did not start: send again" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Send again" }).click();
  await expect(question).toContainText("Not sent again");
  expect((await runningHub.ledger()).creates).toHaveLength(1);

  await runningHub.patchAccount({ key: API_KEY, externalRunning: 0 });
  await question.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("“Never arrived” is back in the line.")).toBeVisible();
  await api.reaches(id, "SUCCESS");
  await expect(page.getByText("waits to be sent again")).toBeVisible();
  const { creates } = await runningHub.ledger();
  expect(creates.map(({ accepted }) => accepted)).toEqual([false, true]);
});

test("a run that HubQueue has given up on is linked later, and its results arrive", async ({
  api,
  page,
  runningHub,
}) => {
  const { id } = await loseAnswer(api, runningHub, "drop-after", "Given up");
  await open(page, `/tasks/${id}`);
  await expect(page.getByRole("heading", { name: PANEL })).toBeVisible();
  await api.reaches(id, "FAILED", 40_000);
  await expect(page.getByRole("heading", { name: "Nobody knows whether it started" })).toBeVisible();
  await link(page, "It did run: link its id", await onlyRun(runningHub));
  await api.reaches(id, "SUCCESS");
  await expect(page.getByRole("img", { name: "Result 1" })).toBeVisible();
  expect((await runningHub.ledger()).creates).toHaveLength(1);
});
