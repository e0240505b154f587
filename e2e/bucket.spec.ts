/** The files in a bucket: results are kept, shown and taken away as from a disk, while nothing but HubQueue speaks to the store. */
import { type BucketServer, startBucketServer } from "@/server/testing/bucket-server";
import { readZip } from "@/server/testing/read-zip";
import { test as base, expect, open } from "./fixtures";
import { GalleryPage } from "./pages/gallery-page";
import { bucketEnvironment } from "./support/bucket";

interface WithBucket {
  /** A store that speaks S3, with a bucket for this file's product. */
  readonly bucket: BucketServer;
}

const test = base.extend<object, WithBucket>({
  bucket: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from the pattern
    async ({}, use) => {
      const bucket = await startBucketServer();
      await use(bucket);
      await bucket.close();
    },
    { scope: "worker" },
  ],
  environment: [
    async ({ bucket }, use) => {
      await use(bucketEnvironment(bucket));
    },
    { scope: "worker" },
  ],
});

test("a batch runs, its results are shown, taken away byte for byte and read in parts, all from the bucket", async ({
  api,
  page,
  bucket,
}) => {
  test.slow();
  const [picture, film] = [await api.sample("Text to image"), await api.sample("Text to video")];
  const { batchId } = await api.ask<{ batchId: string }>("POST", "/api/tasks/bulk", {
    name: "In a bucket",
    tasks: [picture, picture, film].map(({ remoteId, name }) => ({
      workflowId: remoteId,
      workflowName: name,
      start: true,
    })),
  });
  const kept = async (workflowName?: string) =>
    (await api.list(`?batchId=${batchId}`)).items
      .filter((task) => workflowName === undefined || task.workflowName === workflowName)
      .flatMap(({ outputs }) => outputs.filter(({ state }) => state === "STORED"));
  await expect.poll(async () => (await kept()).length, { timeout: 60_000 }).toBe(3);

  const gallery = new GalleryPage(page);
  await gallery.open(`?batch=${batchId}`);
  await expect(gallery.tiles).toHaveCount(3);
  const [first = ""] = await gallery.ids();
  for (const { id } of await kept(picture.name))
    await expect
      .poll(() =>
        gallery
          .tile(id)
          .locator("img")
          .evaluate((img: HTMLImageElement) => img.naturalWidth),
      )
      .toBeGreaterThan(160);
  await gallery.tile(first).click();
  await expect(gallery.viewer.getByRole("heading")).toBeVisible();
  await page.keyboard.press("Escape");

  await open(page, `/batches/${batchId}`);
  const zipAddress = await page.getByRole("link", { name: "Results as zip" }).getAttribute("href");
  const files = await readZip(await (await page.request.get(zipAddress ?? "")).body());
  expect(files.size).toBe(5); // with the manifest in two forms
  const contents: Buffer[] = [];
  for (const { url } of await kept()) {
    const whole = await page.request.get(url);
    contents.push(await whole.body());
  }
  const inZip = [...files].filter(([name]) => !name.startsWith("manifest.")).map(([, bytes]) => bytes);
  const sorted = (all: readonly Buffer[]) => all.map((bytes) => bytes.toString("base64")).sort();
  expect(sorted(inZip)).toEqual(sorted(contents));

  const filmId = (await kept(film.name))[0]?.id ?? "";
  const whole = await (await page.request.get(`/api/outputs/${filmId}`)).body();
  const part = await page.request.get(`/api/outputs/${filmId}`, { headers: { range: "bytes=100-299" } });
  expect(part.status()).toBe(206);
  expect(part.headers()["content-range"]).toBe(`bytes 100-299/${whole.length}`);
  expect((await part.body()).equals(whole.subarray(100, 300))).toBe(true);

  // Nothing of them lies on this machine: without the store there is nothing, and with it they are there again.
  await bucket.interrupt();
  const away = await api.call<{ code: string }>("GET", `/api/outputs/${filmId}`);
  expect([away.status, away.body.code]).toEqual([503, "STORAGE_UNAVAILABLE"]);
  await bucket.resume();
  await expect.poll(async () => (await page.request.get(`/api/outputs/${filmId}`)).status()).toBe(200);
});
