/**
 * A browser tells its person. What is recorded here instead of shown and played is the browser's own edge: Notification
 * and the notes of WebAudio; everything that leads there is the product.
 */
import type { BrowserContext, Page } from "@playwright/test";
import { expect, open, reopen, test } from "./fixtures";
import type { Api } from "./support/api";
import { findings } from "./support/axe";

interface Shown {
  readonly title: string;
  readonly body: string;
}
/** What the pages below have in their window. */
type Recording = Window & { shown: (Shown & { onclick: (() => void) | null })[]; notes: number };

/** @param answer what the person says when the browser asks */
async function record(context: BrowserContext, answer: NotificationPermission): Promise<void> {
  await context.addInitScript((answer) => {
    const recording = window as unknown as Recording; // given the two fields right here
    recording.shown = [];
    recording.notes = 0;
    class RecordedNotification {
      static get permission() {
        return localStorage.getItem("answered") ?? (answer === "denied" ? "denied" : "default");
      }
      static async requestPermission() {
        localStorage.setItem("answered", answer);
        return answer;
      }
      readonly body: string;
      onclick: (() => void) | null = null;
      constructor(
        readonly title: string,
        { body = "" }: NotificationOptions = {},
      ) {
        this.body = body;
        recording.shown.push(this);
      }
      close() {}
    }
    Object.assign(window, { Notification: RecordedNotification });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      recording.notes += 1;
      start.call(this, when);
    };
  }, answer);
}

const shownIn = (page: Page): Promise<Shown[]> =>
  page.evaluate(() => (window as unknown as Recording).shown.map(({ title, body }) => ({ title, body })));
const notesIn = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as Recording).notes);

/** When the tabs of this browser last heard the news. */
const heardAt = (page: Page): Promise<number> =>
  page.evaluate(() => JSON.parse(localStorage.getItem("hubqueue.notify.heard") ?? '{"heardAt":0}').heardAt);

/** Waits until one of the tabs has asked once more than before. */
async function hearsAgain(page: Page): Promise<void> {
  const before = await heardAt(page);
  await expect.poll(() => heardAt(page), { timeout: 60_000 }).toBeGreaterThan(before);
}

/** Tasks that wait until the line is resumed. */
async function aWaitingBatch(api: Api, name: string, prompts: readonly string[]): Promise<string> {
  await api.trpc.queue.pause.mutate();
  const { remoteId } = await api.sample("Text to image");
  const { batchId } = await api.ask<{ batchId: string }>("POST", "/api/tasks/bulk", {
    name,
    tasks: prompts.map((fieldValue) => ({
      workflowId: remoteId,
      nodeInfoList: [{ nodeId: "2", fieldName: "text", fieldValue }],
      start: true,
    })),
  });
  return batchId;
}

test("the end of a batch is told in one of two tabs, once, and a press on it opens the batch", async ({
  api,
  page,
  context,
}) => {
  test.slow();
  await record(context, "granted");
  const batchId = await aWaitingBatch(api, "Piers", ["a pier", "a quay", "a mole"]);
  await open(page, `/batches/${batchId}`);
  await page.getByRole("button", { name: "Tell me when it ends" }).click();
  await expect(page.getByText("This browser will tell you.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Tell me when it ends" })).toBeHidden();
  const other = await context.newPage();
  await open(other, "/tasks");
  await hearsAgain(page);

  await api.trpc.queue.resume.mutate();
  const shown = async () => [...(await shownIn(page)), ...(await shownIn(other))];
  const ended = { title: "Batch “Piers” has ended", body: "3 tasks: 3 succeeded, 0 failed, 0 stopped" };
  await expect.poll(shown, { timeout: 60_000 }).toEqual([ended]);

  const [first, second] = (await shownIn(page)).length === 1 ? [page, other] : [other, page];
  await first.evaluate(() => (window as unknown as Recording).shown[0]?.onclick?.());
  await expect(first).toHaveURL(new RegExp(`/batches/${batchId}$`));

  // Neither the tab that told nor the one that takes its place tells it once more.
  await reopen(first);
  await hearsAgain(first);
  expect([await shownIn(first), await shownIn(second)]).toEqual([[], []]);
  await first.close();
  await hearsAgain(second);
  expect(await shownIn(second)).toEqual([]);
  await aWaitingBatch(api, "Reefs", ["a reef"]);
  await api.trpc.queue.resume.mutate();
  await expect
    .poll(async () => (await shownIn(second)).map(({ title }) => title), { timeout: 60_000 })
    .toEqual(["Batch “Reefs” has ended"]);
});

test("a browser that blocks notifications is told so in words, with what to do, and loads nothing", async ({
  page,
  context,
}) => {
  await record(context, "denied");
  await open(page, "/settings");
  const section = page.getByRole("region", { name: "In this browser" });
  await expect(section).toContainText("The browser blocks notifications from HubQueue. Allow them");
  await section.getByRole("switch", { name: "Show a notification" }).click();
  await expect(page.getByText("Notifications are not on")).toBeVisible();
  await expect(section.getByRole("switch", { name: "Show a notification" })).not.toBeChecked();
  expect(await findings(page)).toEqual([]);
  expect(await heardAt(page)).toBe(0);
});

test("over plain HTTP there is the sound alone: it can be tried, and rings when a batch ends", async ({
  api,
  page,
  context,
}) => {
  test.slow();
  await record(context, "granted");
  await context.addInitScript(() => Object.defineProperty(window, "isSecureContext", { value: false }));
  const batchId = await aWaitingBatch(api, "Dunes", ["a dune"]);
  await open(page, "/settings");
  const section = page.getByRole("region", { name: "In this browser" });
  await expect(section).toContainText("only on pages that came over HTTPS");
  await expect(section.getByRole("switch", { name: "Show a notification" })).toBeDisabled();
  await section.getByRole("button", { name: "Try it" }).click();
  await expect.poll(() => notesIn(page)).toBe(2);
  await section.getByRole("switch", { name: "Play a sound" }).click();
  await expect(section.getByRole("switch", { name: "Play a sound" })).toBeChecked();
  expect(await findings(page)).toEqual([]);

  await hearsAgain(page);
  await api.trpc.queue.resume.mutate();
  await expect.poll(() => notesIn(page), { timeout: 60_000 }).toBe(4);
  expect(await shownIn(page)).toEqual([]);
  expect((await api.ask<{ counts: object }>("GET", `/api/batches/${batchId}`)).counts).toMatchObject({
    SUCCESS: 1,
  });
});

test("a failed task is told where that was chosen, and an offer that was declined does not come back", async ({
  api,
  page,
  context,
  runningHub,
}) => {
  test.slow();
  await record(context, "granted");
  const batchId = await aWaitingBatch(api, "Creeks", ["a creek", "a bay"]);
  await open(page, `/batches/${batchId}`);
  await page.getByRole("button", { name: "Do not offer this again" }).click();
  await reopen(page);
  await expect(page.getByRole("heading", { name: "Creeks", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Tell me when it ends" })).toBeHidden();

  await open(page, "/settings");
  const section = page.getByRole("region", { name: "In this browser" });
  await section.getByRole("switch", { name: "Show a notification" }).click();
  await section.getByRole("checkbox", { name: "A task failed" }).click();
  await expect(section.getByRole("checkbox", { name: "A task failed" })).toBeChecked();
  await hearsAgain(page);
  await runningHub.bendNext({ failure: "oom" });
  await api.trpc.queue.resume.mutate();
  await expect
    .poll(async () => (await shownIn(page)).map(({ title }) => title).sort(), { timeout: 60_000 })
    .toEqual(["A task failed", "Batch “Creeks” has ended"]);
});
