/** What the product is for: a photo goes in, a picture comes out, and nobody reloads anything. */
import { readFile } from "node:fs/promises";
import { expect, open, test } from "./fixtures";
import { compare, takePhoto } from "./support/pictures";

test("a photo is uploaded, restyled and downloaded, and every status is seen without a reload", async ({
  api,
  page,
  runningHub,
}) => {
  const photo = await takePhoto();
  await runningHub.bendNext({ state: "QUEUED" });

  await open(page, "/");
  await expect(page.getByText("No tasks yet")).toBeVisible();
  // A reload would forget this.
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await page.getByRole("button", { name: "Pause the line" }).click();
  await page.getByRole("main").getByRole("link", { name: "New task" }).first().click();
  await page.getByRole("link", { name: /^Restyle a picture/ }).click();

  const chooser = page.waitForEvent("filechooser");
  await page
    .getByRole("group", { name: /^Your picture/ })
    .getByText("choose a file")
    .click();
  await (await chooser).setFiles({ name: "holiday.jpg", mimeType: "image/jpeg", buffer: photo });
  await expect(page.getByRole("img", { name: "Preview of holiday.jpg" })).toBeVisible();
  await page.getByLabel(/^What it should look like/).fill("an oil painting in warm light");
  await page.getByLabel("Name", { exact: true }).fill("Holiday");
  await page.getByRole("button", { name: "Start now" }).click();

  await expect(page.getByRole("heading", { name: "Holiday", level: 1 })).toBeVisible();
  const status = page.locator("header [data-status]");
  await expect(status).toHaveText("Pending");
  await expect(page.getByRole("heading", { name: "The line is paused" })).toBeVisible();
  await page.getByRole("button", { name: "Resume the line" }).click();
  await expect(status).toHaveText("Queued");
  const [remote] = await runningHub.tasks();
  await runningHub.bend(remote?.taskId ?? "", { state: "RUNNING" });
  await expect(status).toHaveText("Running");
  await runningHub.bend(remote?.taskId ?? "", { state: "SUCCESS" });
  await expect(status).toHaveText("Success");

  const result = page.getByRole("img", { name: "Result 1" });
  await expect(result).toBeVisible();
  await expect.poll(() => result.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download result 1" }).click();
  const picture = await readFile(await (await downloading).path());
  const { composition, difference } = await compare(photo, picture);
  expect(composition, "still the same scene").toBeGreaterThan(0.6);
  expect(difference, "visibly another picture").toBeGreaterThan(8);

  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
  const [task] = (await api.list()).items;
  expect(task).toMatchObject({ status: "SUCCESS", workflowName: "Holiday", attempt: 1 });
});

test("a sound can be listened to and a text read on the page", async ({ api, page }) => {
  const samples = [
    ["Text to sound", (name: string) => page.locator(`audio[aria-label="${name}"], audio[title="${name}"]`)],
    ["Describe a picture", () => page.getByRole("region", { name: "Text result 1" })],
  ] as const;
  const upload = await api.upload(await takePhoto(400, 300), "photo.jpg", "image/jpeg");
  for (const [sample, shown] of samples) {
    const workflow = await api.sample(sample);
    const { fields } = await api.trpc.workflows.get.query({ id: workflow.id });
    const nodeInfoList = fields
      .filter(({ type }) => type === "image")
      .map(({ nodeId, fieldName }) => ({ nodeId, fieldName, uploadId: upload.id }));
    const { id } = await api.create({ workflowId: workflow.remoteId, nodeInfoList, start: true });
    await api.reaches(id, "SUCCESS");
    await open(page, `/tasks/${id}`);
    await expect(shown("Result 1")).toBeVisible();
  }
});
