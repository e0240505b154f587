/** Caps on spending: what fits runs, the rest waits and says why; and the dashboard tells what was spent. */
import { expect, open, test } from "./fixtures";
import { BatchSheet } from "./pages/batch-sheet";
import { findings } from "./support/axe";

test("of a batch of thirteen twelve fit below the cap; the thirteenth is held and says why", async ({
  api,
  page,
  taskList,
}) => {
  test.slow();
  const first = await api.createPicture("To know the cost", { start: true });
  const coins = (await api.reaches(first.id, "SUCCESS")).cost?.coins ?? 0;
  expect(coins).toBeGreaterThan(0);

  await open(page, "/settings");
  await page.getByLabel("Coins per batch").fill(String(12 * coins));
  await page.getByRole("button", { name: "Save caps" }).click();
  await expect(page.getByText("Caps saved.")).toBeVisible();
  expect.soft(await findings(page)).toEqual([]);

  const { remoteId } = await api.sample("Text to image");
  const { batchId } = await api.ask<{ batchId: string }>("POST", "/api/tasks/bulk", {
    name: "Thirteen",
    tasks: Array.from({ length: 13 }, (_, n) => ({
      workflowId: remoteId,
      workflowName: `Picture ${n + 1}`,
      nodeInfoList: [{ nodeId: "2", fieldName: "text", fieldValue: `picture ${n + 1}` }],
      start: true,
    })),
  });
  await expect
    .poll(async () => (await api.list(`?batchId=${batchId}&status=SUCCESS&limit=20`)).items.length, {
      timeout: 60_000,
    })
    .toBe(12);
  const [waiting] = (await api.list(`?batchId=${batchId}&status=PENDING`)).items;
  await expect.poll(async () => (await api.task(waiting?.id ?? "")).waiting?.code).toBe("BATCH_CAP");
  await taskList.open();
  await expect(taskList.row("Picture 13")).toContainText("Batch’s cap reached");
  await expect(page.getByText("A batch has reached the spending cap.")).toBeVisible();
  await open(page, `/tasks/${waiting?.id}`);
  await expect(page.getByRole("heading", { name: "The cap of its batch is reached" })).toBeVisible();
  await expect(page.getByText(/per batch would be passed/)).toBeVisible();
  expect.soft(await findings(page)).toEqual([]);

  await open(page, "/settings#caps");
  await page.getByLabel("Coins per batch").fill("");
  await page.getByRole("button", { name: "Save caps" }).click();
  await api.reaches(waiting?.id ?? "", "SUCCESS");
});

test("before a batch is made its line tells what it costs, when it is done, and what a cap would hold; scripts can ask as well", async ({
  api,
  page,
}) => {
  const first = await api.createPicture("To know the cost", { start: true });
  const coins = (await api.reaches(first.id, "SUCCESS")).cost?.coins ?? 0;
  const caps = { dayCoins: null, dayMoney: null, batchCoins: coins, batchMoney: null, timeZone: "UTC" };
  await api.trpc.spending.setCaps.mutate(caps);
  const { id, remoteId } = await api.sample("Text to image");
  const expected = await api.call<object>("POST", "/api/tasks/expected", {
    tasks: [{ workflowId: remoteId, count: 3 }],
  });
  expect(expected.status).toBe(200);
  expect(expected.body).toMatchObject({
    count: 3,
    coins: 3 * coins,
    held: [{ cap: "batch", unit: "coins", count: 2 }],
  });
  const wrong = await api.call<{ field: string }>("POST", "/api/tasks/expected", {});
  expect([wrong.status, wrong.body.field]).toEqual([400, "tasks"]);

  const sheet = new BatchSheet(page);
  await sheet.open(id);
  await sheet.tool("From lists");
  await sheet.dialog
    .getByLabel(/^Values for/)
    .first()
    .fill("a pier\na quay\na mole");
  await sheet.dialog.getByRole("button", { name: "Make 3 rows" }).click();
  const line = sheet.footer.getByRole("status");
  await expect(line).toContainText("3 tasks");
  await expect(line).toContainText(`${3 * coins} coins`);
  await expect(line).toContainText("done about");
  await expect(line).toContainText("The cap per batch would hold the last 2");
  expect(await findings(page)).toEqual([]);
});

test("before many are started their bar and their batch say what it costs, when it is done and what a cap would hold", async ({
  api,
  page,
  taskList,
}) => {
  const first = await api.createPicture("To know the cost", { start: true });
  const coins = (await api.reaches(first.id, "SUCCESS")).cost?.coins ?? 0;
  const caps = { dayCoins: null, dayMoney: null, batchCoins: coins, batchMoney: null, timeZone: "UTC" };
  await api.trpc.spending.setCaps.mutate(caps);
  const { remoteId } = await api.sample("Text to image");
  const { batchId } = await api.ask<{ batchId: string }>("POST", "/api/tasks/bulk", {
    tasks: ["Pier", "Quay", "Mole"].map((workflowName) => ({ workflowId: remoteId, workflowName })),
  });
  await api.ask("POST", "/api/tasks/bulk", {
    tasks: ["Reef", "Cove"].map((workflowName) => ({ workflowId: "40400000001", workflowName })),
  });

  await taskList.open(`?batch=${batchId}`);
  await taskList.selectPage.click();
  const start = taskList.batchAction("Start");
  await expect(start).toHaveAccessibleDescription(
    new RegExp(`^about .* · ${3 * coins} coins The cap per batch would hold the last 2$`),
  );
  const before = await start.boundingBox();
  await taskList.select("Pier");
  await expect(start).toHaveAccessibleDescription(new RegExp(`${2 * coins} coins .* the last 1$`));
  expect(await start.boundingBox()).toEqual(before);
  expect.soft(await findings(page)).toEqual([]);

  await open(page, `/batches/${batchId}`);
  const all = page.getByRole("button", { name: "Start 3 tasks" });
  await expect(all).toHaveAccessibleDescription(new RegExp(`${3 * coins} coins .* the last 2$`));
  expect.soft(await findings(page)).toEqual([]);

  await taskList.open("?status=READY");
  await taskList.select("Reef");
  await expect(start).toHaveAccessibleDescription("what it costs is not known");
  await taskList.select("Mole");
  await expect(start).toHaveAccessibleDescription(/coins · the cost of 1 of them is not known$/);
});
