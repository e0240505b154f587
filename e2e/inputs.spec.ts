/** Making one task: what the form starts with, what it remembers, and what it does with files. */
import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { zipOf } from "@/server/testing/zips";
import { expect, open, test } from "./fixtures";
import type { Api } from "./support/api";
import { findings } from "./support/axe";
import { takePhoto } from "./support/pictures";

const HTML = "<!DOCTYPE html><html><script>document.title = 'owned'</script></html>";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const PICTURE = /^Your picture/;
const PROMPT = /^What it should look like/;
const MEGABYTE = 1024 * 1024;
const TASK_PAGE = /\/tasks\/[0-9a-f-]{36}$/;

interface Given {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const picture = (page: Page) => page.getByRole("group", { name: PICTURE });
const give = (page: Page, file: Given) => picture(page).locator("input[type=file]").setInputFiles(file);
async function openForm(page: Page, api: Api, sample = "Restyle a picture"): Promise<string> {
  const { id } = await api.sample(sample);
  await open(page, `/tasks/new?workflow=${id}`);
  return id;
}

test.describe("a bad file is refused with a sentence that says what to do", () => {
  const png = (name: string, content: Buffer | string): Given => ({
    name,
    mimeType: "image/png",
    buffer: Buffer.from(content),
  });
  const cases: readonly [what: string, file: () => Given, sentence: RegExp][] = [
    [
      "HTML named as a picture",
      () => png("cute.png", HTML),
      /holds text or a web page\. Save the original file again/,
    ],
    ["no bytes", () => png("none.png", ""), /none\.png is empty\. Choose another file/],
    [
      "31 MB",
      () => png("large.png", Buffer.alloc(31 * MEGABYTE, 7)),
      /RunningHub takes files up to 30.*make it smaller/,
    ],
    [
      "an SVG with a script",
      () => ({ ...png("logo.svg", SVG), mimeType: "image/svg+xml" }),
      /RunningHub’s loaders take PNG, JPEG or WEBP: save it as PNG/,
    ],
    [
      "a PDF named as a picture",
      () => png("page.png", "%PDF-1.7\n"),
      /its content is PDF\. Choose the right file/,
    ],
  ];
  for (const [what, file, sentence] of cases) {
    test(what, async ({ api, page }, testInfo) => {
      await openForm(page, api);
      // From the disk, as people have it: tens of megabytes take too long on the way a test has.
      const { name, buffer } = file();
      const where = testInfo.outputPath(name);
      await writeFile(where, buffer);
      await picture(page).locator("input[type=file]").setInputFiles(where);
      await expect(picture(page).getByRole("alert")).toHaveText(sentence);
      await expect(picture(page).getByRole("button", { name: "Try again" })).toHaveCount(0);
      // Nothing of it is in the task: the workflow's own picture stays.
      await expect(picture(page).getByRole("img")).toHaveCount(0);
    });
  }

  test("a ZIP bomb, in a field that takes a ZIP of pictures", async ({ api, page }) => {
    const graph = {
      "1": {
        class_type: "LoadImages(zip)",
        inputs: { upload: "pictures.zip" },
        _meta: { title: "Pictures" },
      },
      "2": { class_type: "SaveImage", inputs: { images: ["1", 0], filename_prefix: "out" } },
    };
    const content = JSON.stringify(graph);
    const { id } = await api.trpc.workflows.import.mutate({ from: "json", name: "From a ZIP", content });
    await open(page, `/tasks/new?workflow=${id}`);
    const buffer = zipOf([{ name: "a.png", content: Buffer.alloc(8 * MEGABYTE) }]);
    const field = page.getByRole("group", { name: /^Pictures/ });
    await field
      .locator("input[type=file]")
      .setInputFiles({ name: "in.zip", mimeType: "application/zip", buffer });
    await expect(field.getByRole("alert")).toHaveText(/in\.zip unpacks to more than 300 MB, or to far more/);
    await api.trpc.workflows.remove.mutate({ id });
  });

  test("in Chinese too", async ({ api, page, context }) => {
    const { hostname } = new URL(api.baseUrl);
    await context.addCookies([{ name: "locale", value: "zh", domain: hostname, path: "/" }]);
    const { id } = await api.sample("Restyle a picture");
    await open(page, `/tasks/new?workflow=${id}`);
    await page.locator("input[type=file]").first().setInputFiles(png("cute.png", HTML));
    await expect(page.getByRole("alert").filter({ hasText: "cute.png" })).toContainText("内容却是文本或网页");
  });
});

function formOf(name: string, content: Buffer): FormData {
  const form = new FormData();
  form.append("file", new File([new Uint8Array(content)], name));
  return form;
}

test("a name with a path in it loses the path, and the picture is taken", async ({ api, page }) => {
  await openForm(page, api);
  const buffer = await takePhoto(300, 200);
  const form = formOf("../../evil.png", buffer);
  const view = await (await api.send("/api/uploads", { method: "POST", body: form })).json();
  expect(view.fileName).toBe("evil.png");
  await give(page, { name: "fox.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByRole("img", { name: "Preview of fox.jpg" })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test("the same file chosen twice is sent once", async ({ api, page }) => {
  await openForm(page, api);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/uploads")) sent.push(request.url());
  });
  const file = { name: "fox.jpg", mimeType: "image/jpeg", buffer: await takePhoto(320, 240) };
  await give(page, file);
  await expect(page.getByRole("img", { name: "Preview of fox.jpg" })).toBeVisible();
  await page.getByRole("button", { name: "Remove" }).click();
  await give(page, { ...file, name: "again.jpg" });
  await expect(page.getByRole("img", { name: "Preview of again.jpg" })).toBeVisible();
  await expect(picture(page).getByRole("status")).toHaveText("again.jpg is uploaded.");
  expect(sent).toHaveLength(1);
});

test("the form starts with the workflow's defaults, offers its presets and asks for what is required", async ({
  api,
  page,
}) => {
  const { id } = await api.sample("Text to image");
  const { fields } = await api.trpc.workflows.get.query({ id });
  const prompt = fields.find((field) => field.role === "positive" || field.type === "textarea");
  if (!prompt) throw new Error("the sample has no prompt");
  const { nodeId, fieldName } = prompt;
  await api.trpc.workflows.setForm.mutate({
    id,
    form: {
      fields: [
        {
          nodeId,
          fieldName,
          required: true,
          presets: [{ label: "At night", value: "a lighthouse at night" }],
        },
      ],
    },
  });
  await api.trpc.workflows.setDefaults.mutate({
    id,
    defaults: {
      ...{ accountId: null, site: null, instanceType: "plus", timeoutMinutes: 12 },
      descriptionTemplate: `{date} · {${prompt.label}}`,
    },
  });
  await open(page, `/tasks/new?workflow=${id}`);
  await expect(page.getByRole("radio", { name: "48 GB" })).toBeChecked();
  await expect(page.getByLabel("Time limit")).toHaveValue("12");
  const box = page.locator("textarea").first();
  await box.fill(" ");
  await page.getByRole("button", { name: "Save as ready" }).click();
  await expect(page.getByText("This is needed.")).toBeVisible();
  await page.getByRole("button", { name: /^Presets of/ }).click();
  await page.getByRole("menuitem", { name: /At night/ }).click();
  await expect(box).toHaveValue("a lighthouse at night");
  await expect(page.getByText(/^Will read: \d{4}-\d\d-\d\d · a lighthouse at night$/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Save as ready" }).click();
  await page.waitForURL(TASK_PAGE);
  const [task] = (await api.list()).items;
  expect(task).toMatchObject({ instanceType: "plus", timeoutMinutes: 12, status: "READY" });
  expect(task?.description).toMatch(/^\d{4}-\d\d-\d\d · a lighthouse at night$/);
  // The next tests take the sample as it came.
  await api.trpc.workflows.setForm.mutate({ id, form: { fields: [] } });
  const none = {
    accountId: null,
    site: null,
    instanceType: null,
    timeoutMinutes: null,
    descriptionTemplate: null,
  };
  await api.trpc.workflows.setDefaults.mutate({ id, defaults: none });
});

test("values of earlier tasks are offered again, and the last runs tell what to expect", async ({
  api,
  page,
}) => {
  const upload = await api.upload(await takePhoto(400, 300), "before.jpg", "image/jpeg");
  const { remoteId } = await api.sample("Restyle a picture");
  const { id } = await api.create({
    workflowId: remoteId,
    nodeInfoList: [
      { nodeId: "2", fieldName: "image", uploadId: upload.id },
      { nodeId: "3", fieldName: "text", fieldValue: "in the style of before" },
    ],
    start: true,
  });
  await api.reaches(id, "SUCCESS");
  await openForm(page, api);
  await expect(page.getByText(/^Usually about \d+ sec and [\d.]+ coins? \(the last run\)\.$/)).toBeVisible();
  await page.getByRole("button", { name: /^Recent values of Your picture/ }).click();
  await page.getByRole("menuitem", { name: "before.jpg" }).click();
  await expect(page.getByRole("img", { name: "Preview of before.jpg" })).toBeVisible();
  await page.getByRole("button", { name: /^Recent values of What it should look like/ }).click();
  await page.getByRole("menuitem", { name: "in the style of before" }).click();
  await expect(page.getByLabel(PROMPT)).toHaveValue("in the style of before");
});

test("a file that was not taken keeps the task from starting, until another value is picked in its place", async ({
  api,
  page,
}) => {
  const upload = await api.upload(await takePhoto(200, 150), "earlier.jpg", "image/jpeg");
  const { remoteId } = await api.sample("Restyle a picture");
  await api.create({
    workflowId: remoteId,
    nodeInfoList: [{ nodeId: "2", fieldName: "image", uploadId: upload.id }],
  });
  await openForm(page, api);
  await give(page, { name: "cute.png", mimeType: "image/png", buffer: Buffer.from(HTML) });
  await expect(picture(page).getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: "Start now" }).click();
  await expect(page.getByText("The file could not be taken. Give another one, or remove it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose another", exact: true })).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: /^Recent values of Your picture/ }).click();
  await page.getByRole("menuitem", { name: "earlier.jpg" }).click();
  await expect(page.getByRole("img", { name: "Preview of earlier.jpg" })).toBeVisible();
  await expect(picture(page).getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: "Start now" }).click();
  await expect(page).toHaveURL(TASK_PAGE);
});

test("each run draws its own seed; the task shows it, and a copy may take it again", async ({
  api,
  page,
  runningHub,
}) => {
  await openForm(page, api, "Text to image");
  await runningHub.bendNext({ state: "FAILED", failure: "error" });
  await page.getByRole("button", { name: "Start now" }).click();
  await expect(page.locator("header [data-status]")).toHaveText("Failed");
  const seedOf = async () => {
    const [task] = (await api.list()).items;
    return task?.nodeInfoList.find(({ random }) => random)?.fieldValue;
  };
  const first = await seedOf();
  expect(String(first)).toMatch(/^\d+$/);
  const row = page.locator("dl > div").filter({ hasText: "drawn for this run" });
  await expect(row).toContainText(String(first));
  await expect(row.getByRole("button", { name: /^Copy the value of/ })).toBeVisible();
  const [task] = (await api.list()).items;
  await api.start(task?.id ?? "");
  await api.reaches(task?.id ?? "", "SUCCESS");
  const second = await seedOf();
  expect(second).not.toBe(first);
  await open(page, `/tasks/new?from=${task?.id}`);
  await page.getByRole("button", { name: `Use ${second} again` }).click();
  await page.getByRole("button", { name: "Save as ready" }).click();
  await page.waitForURL(TASK_PAGE);
  const copy = (await api.list()).items.find(({ status }) => status === "READY");
  const seed = copy?.nodeInfoList.find(({ fieldName }) => fieldName === "seed");
  expect(seed).toEqual({ nodeId: expect.any(String), fieldName: "seed", fieldValue: Number(second) });
});
