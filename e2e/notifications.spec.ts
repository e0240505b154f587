/** Somebody elsewhere is told: set up in the settings, signed, and tried again until it arrives. */
import { createHmac } from "node:crypto";
import { answerJson, type StubServer, startStubServer } from "@/server/testing/stub-server";
import { expect, open, test } from "./fixtures";
import { findings } from "./support/axe";

let receiver: StubServer;
test.beforeEach(async ({ api }) => {
  receiver = await startStubServer((_request, response) => answerJson(response, { ok: true }));
  for (const { id } of await api.trpc.notifications.list.query())
    await api.trpc.notifications.remove.mutate({ id });
});
test.afterEach(() => receiver.close());

test("a webhook is added and tried, hears of a batch's end after a failure, and can check who sent it", async ({
  api,
  page,
}) => {
  await open(page, "/settings");
  const section = page.getByRole("region", { name: "Notifications", exact: true });
  await section.getByRole("button", { name: "Add a notification" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Our program");
  await dialog.getByLabel("Where to").click();
  await page.getByRole("option", { name: "Webhook (JSON)" }).click();
  await dialog.getByLabel("Webhook address").fill(`${receiver.url}/hook`);
  await dialog.getByLabel("Signing secret").fill("shared secret");
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(section).toContainText("Our program");
  await section.getByRole("button", { name: "Send a test to Our program" }).click();
  await expect(page.getByText("The test arrived.")).toBeVisible();

  receiver.handle((_request, response, count) => answerJson(response, {}, count === 2 ? 500 : 200));
  const { remoteId } = await api.sample("Text to image");
  const inputs = [{ nodeId: "2", fieldName: "text", fieldValue: "a pier" }];
  await api.ask("POST", "/api/tasks/bulk", {
    name: "Piers",
    tasks: [{ workflowId: remoteId, nodeInfoList: inputs, start: true }],
  });
  await expect.poll(() => receiver.requests.length, { timeout: 60_000 }).toBe(3);
  const [, refused, taken] = receiver.requests;
  expect(taken?.headers["x-hubqueue-id"]).toBe(refused?.headers["x-hubqueue-id"]);
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(taken?.headers["x-hubqueue-signature"])) ?? [];
  expect(v1).toBe(createHmac("sha256", "shared secret").update(`${t}.${taken?.body}`).digest("hex"));
  expect(JSON.parse(String(taken?.body))).toMatchObject({ event: "batchEnded", data: { name: "Piers" } });

  await section.getByRole("button", { name: "Log of Our program" }).click();
  const log = page.getByRole("dialog");
  await expect(log).toContainText("Delivered · 2 tries");
  expect(await findings(page)).toEqual([]);
  await log.getByRole("button", { name: "Send “A batch has ended” again" }).click();
  await expect.poll(() => receiver.requests.length).toBe(4);
});

test("how long the queue may stand still is a setting, which leaves the others as they are", async ({
  api,
  page,
}) => {
  await api.trpc.queue.setSettings.mutate({ breakerFailures: 7 });
  await open(page, "/settings");
  const minutes = page.getByLabel("The queue stands still after (minutes)");
  const save = page.locator("form").filter({ has: minutes }).getByRole("button", { name: "Save" });
  await minutes.fill("0");
  await save.click();
  await expect(page.getByText("Enter a whole number from 1 to 10,080")).toBeVisible();
  await minutes.fill("45");
  await save.click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  expect(await api.trpc.queue.settings.query()).toMatchObject({ standstillMinutes: 45, breakerFailures: 7 });
});
