/** All results, looked at and taken away: the grid, the viewer, marks, comparing, and archives. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { BatchView } from "@/lib/batch-schemas";
import type { BulkCreateReport } from "@/lib/task-schemas";
import { readZip } from "@/server/testing/read-zip";
import { expect, open, reopen, test } from "./fixtures";
import { GalleryPage } from "./pages/gallery-page";
import type { Api } from "./support/api";
import { findings } from "./support/axe";

/** One small picture per prompt, all kept. @returns the batch */
async function aBatchOfPictures(api: Api, prompts: readonly string[], name = "Animals"): Promise<string> {
  const { remoteId } = await api.sample("Text to image");
  const { batchId } = await api.ask<BulkCreateReport>("POST", "/api/tasks/bulk", {
    name,
    tasks: prompts.map((fieldValue) => ({
      workflowId: remoteId,
      workflowName: "Text to image",
      nodeInfoList: [
        { nodeId: "2", fieldName: "text", fieldValue },
        { nodeId: "5", fieldName: "steps", fieldValue: 20 },
      ],
      start: true,
    })),
  });
  await expect
    .poll(async () => (await api.ask<BatchView>("GET", `/api/batches/${batchId}`)).counts.SUCCESS, {
      timeout: 60_000,
    })
    .toBe(prompts.length);
  await expect
    .poll(
      async () =>
        (await api.list(`?batchId=${batchId}&limit=200`)).items.filter(
          ({ outputs }) => outputs[0]?.state === "STORED",
        ).length,
    )
    .toBe(prompts.length);
  return batchId;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("a batch of twelve is taken away as one file that has every result byte for byte", async ({
  api,
  page,
}) => {
  test.slow();
  const prompts = Array.from({ length: 12 }, (_, n) => `animal ${n + 1}`);
  const batchId = await aBatchOfPictures(api, prompts);
  await open(page, `/batches/${batchId}`);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Results as zip" }).click();
  const files = await readZip(await readFile(await (await downloading).path()));
  expect(files.size).toBe(14);
  const manifest = JSON.parse(files.get("manifest.json")?.toString("utf8") ?? "[]") as {
    file: string;
    outputId: string;
    sha256: string;
    row: number;
    inputs: { fieldValue: unknown }[];
  }[]; // written by us
  expect(manifest.map(({ row, inputs }) => `${row} ${inputs[0]?.fieldValue}`)).toEqual(
    prompts.map((prompt, n) => `${n + 1} ${prompt}`),
  );
  for (const { file, outputId, sha256: told } of manifest) {
    const kept = new Uint8Array(await (await api.send(`/api/outputs/${outputId}`)).arrayBuffer());
    expect(sha256(files.get(file) ?? new Uint8Array())).toBe(sha256(kept));
    expect(told).toBe(sha256(kept));
  }
  const csv = files.get("manifest.csv")?.toString("utf8").trimEnd().split("\r\n") ?? [];
  expect(csv).toHaveLength(13);
});

test("new results come by themselves, and the first page is in the first HTML", async ({ api, page }) => {
  const gallery = new GalleryPage(page);
  await gallery.open();
  await expect(page.getByRole("heading", { name: "No results yet" })).toBeVisible();
  await aBatchOfPictures(api, ["a red fox"]);
  await expect(gallery.tiles).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: "1 result" })).toBeVisible();
  const html = await (await page.request.get("/results")).text();
  expect(html).toContain(`data-tile="${await gallery.idOf(0)}"`);
});

test("filters live in the address, and each can be taken back", async ({ api, page }) => {
  const batchId = await aBatchOfPictures(api, ["a red fox", "a white owl"]);
  await aBatchOfPictures(api, ["a grey wolf"], "Others");
  const gallery = new GalleryPage(page);
  await gallery.open(`?batch=${batchId}`);
  await expect(gallery.tiles).toHaveCount(2);
  await page.getByRole("button", { name: "Videos" }).click();
  await expect(page).toHaveURL(/type=video/);
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("button", { name: "Show all results" }).click();
  await expect(gallery.tiles).toHaveCount(3);
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("textbox", { name: "Batch" }).click();
  await page.getByRole("button", { name: "Others" }).click();
  await page.keyboard.press("Escape");
  await expect(gallery.tiles).toHaveCount(1);
  await page.getByRole("button", { name: "Remove “Batch: Others”" }).click();
  await expect(gallery.tiles).toHaveCount(3);
});

test("by keyboard alone: through the grid and the viewer, and marks survive a reload", async ({
  api,
  page,
}) => {
  await aBatchOfPictures(api, ["a red fox", "a white owl", "a grey wolf"]);
  const gallery = new GalleryPage(page);
  await gallery.open();
  await expect(gallery.tiles).toHaveCount(3);
  const ids = await gallery.ids();
  await gallery.tiles.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(gallery.tile(ids[1])).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(gallery.viewer).toContainText("2 of 3 on this page");
  await expect(gallery.viewer).toContainText("a white owl");
  await page.keyboard.press("+");
  const picture = gallery.viewer.getByRole("img", { name: /^Result of/ });
  await expect(picture).toHaveAttribute("data-scale", "1.40");
  await page.keyboard.press("0");
  await expect(picture).toHaveAttribute("data-scale", "1.00");
  await page.keyboard.press("f");
  await expect(gallery.viewer.getByRole("button", { name: "Favourite" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("ArrowRight");
  await expect(gallery.viewer).toContainText("3 of 3 on this page");
  await page.keyboard.press("r");
  await expect(gallery.viewer.getByRole("button", { name: "Reject" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("ArrowRight");
  await expect(gallery.viewer).toContainText("3 of 3 on this page");
  await page.keyboard.press("i");
  await expect(gallery.viewer.getByRole("complementary")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(gallery.viewer).toBeHidden();
  await expect(gallery.tile(ids[2])).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("k");
  await expect(page.getByText("Marked as kept.")).toBeVisible();
  await page.locator("[data-sonner-toast]").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("As it was before.")).toBeVisible();

  await reopen(page);
  await expect(gallery.item(ids[1]).getByRole("img", { name: "Favourite" })).toBeVisible();
  await expect(gallery.item(ids[1]).getByRole("img", { name: "Kept" })).toBeHidden();
  await expect(gallery.item(ids[2]).getByRole("img", { name: "Rejected" })).toBeVisible();
  await page.getByRole("button", { name: "Favourites" }).click();
  await expect(gallery.tiles).toHaveCount(1);
});

test("what a colleague marks shows in an open gallery, and takes nothing from under one's hands", async ({
  api,
  page,
}) => {
  await aBatchOfPictures(api, ["a red fox", "a white owl"]);
  const gallery = new GalleryPage(page);
  await gallery.open();
  await expect(gallery.tiles).toHaveCount(2);
  const [first = "", second = ""] = await gallery.ids();
  await api.trpc.gallery.mark.mutate({ ids: [first], favourite: true });
  await expect(gallery.item(first).getByRole("img", { name: "Favourite" })).toBeVisible();
  await gallery.tile(second).focus();
  await page.keyboard.press("k");
  await expect(gallery.item(second).getByRole("img", { name: "Kept" })).toBeVisible();

  await page.getByRole("button", { name: "Favourites" }).click();
  await expect(gallery.tiles).toHaveCount(1);
  await api.trpc.gallery.mark.mutate({ ids: [first], favourite: false, verdict: "REJECTED" });
  await expect(gallery.item(first).getByRole("img", { name: "Rejected" })).toBeVisible();
  await expect(gallery.item(first).getByRole("img", { name: "Favourite" })).toBeHidden();
});

test("selected results are tagged, compared and taken away together", async ({ api, page }) => {
  await aBatchOfPictures(api, ["a red fox", "a white owl", "a grey wolf"]);
  const gallery = new GalleryPage(page);
  await gallery.open();
  const ids = await gallery.ids();
  await gallery.select(ids[0]);
  await expect(gallery.bar.getByRole("button", { name: "Compare" })).toBeDisabled();
  await gallery.select(ids[2]);
  await expect(gallery.bar).toContainText("2 selected");
  await gallery.bar.getByRole("button", { name: "Tags" }).click();
  await page.getByRole("combobox", { name: "Tag for these 2 results" }).fill("cover");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 are tagged “cover”.")).toBeVisible();
  await page.keyboard.press("Escape");

  await gallery.bar.getByRole("button", { name: "Compare" }).click();
  const compare = page.getByRole("dialog", { name: "2 results side by side" });
  const pictures = compare.getByRole("img", { name: /^Result \d:/ });
  await expect(pictures).toHaveCount(2);
  await expect(compare.getByRole("row", { name: /a red fox/ })).toContainText("a grey wolf");
  await expect(compare.getByText("Show the one that is the same")).toBeVisible();
  await compare.getByRole("button", { name: "Enlarge" }).click();
  for (const at of [0, 1]) await expect(pictures.nth(at)).toHaveAttribute("data-scale", "1.40");
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(compare).toBeHidden();

  const downloading = page.waitForEvent("download");
  await gallery.bar.getByRole("link", { name: "Zip" }).click();
  const files = await readZip(await readFile(await (await downloading).path()));
  expect([...files.keys()].filter((name) => name.endsWith(".png"))).toHaveLength(2);
  await gallery.bar.getByRole("button", { name: "Clear the selection" }).click();
  await gallery.open("?tag=cover");
  await expect(gallery.tiles).toHaveCount(2);
});

test("the results of a task open in the viewer from its page", async ({ api, page }) => {
  const { id } = await api.createPicture("A lighthouse", { start: true });
  await api.reaches(id, "SUCCESS");
  await open(page, `/tasks/${id}`);
  await page.getByRole("button", { name: "Open result 1 in full size" }).click();
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByRole("img", { name: "Result of A lighthouse" })).toBeVisible();
  await expect(viewer.getByRole("link", { name: "Copy task" })).toHaveAttribute(
    "href",
    `/tasks/new?from=${id}`,
  );
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Open result 1 in full size" })).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("the gallery and its viewer are accessible, and fit a phone", async ({ api, page }) => {
      await aBatchOfPictures(api, ["a red fox", "a white owl"]);
      const gallery = new GalleryPage(page);
      await gallery.open();
      const ids = await gallery.ids();
      await gallery.select(ids[0]);
      expect.soft(await findings(page), "grid").toEqual([]);
      await gallery.tile(ids[0]).click();
      await expect(gallery.viewer).toContainText("a white owl");
      expect.soft(await findings(page), "viewer").toEqual([]);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 375, height: 812 });
      const [first, second] = await Promise.all(ids.map((id) => gallery.tile(id).boundingBox()));
      expect(second?.y).toBe(first?.y);
      expect(second?.x).toBeGreaterThan(first?.x ?? 0);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      await gallery.tile(ids[1]).click();
      await expect(gallery.viewer).toBeVisible();
      expect.soft(await findings(page), "viewer on a phone").toEqual([]);
    });
  });
}
