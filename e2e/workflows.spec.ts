/** Bringing a workflow in and getting a picture out; the library itself is in workflow-library.spec.ts. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { expect, open, test } from "./fixtures";
import type { Api } from "./support/api";
import { takePhoto } from "./support/pictures";

const FILE_TYPES: readonly string[] = ["image", "video", "audio", "file"];

/** Gives every file input the photo, and leaves everything else as the author had it. */
async function run(api: Api, { fields, ...workflow }: WorkflowDetail): Promise<string> {
  const upload = await api.upload(await takePhoto(640, 480), "photo.jpg", "image/jpeg");
  const files = fields.filter(({ type }) => FILE_TYPES.includes(type));
  const { id } = await api.trpc.tasks.create.mutate({
    kind: workflow.kind,
    workflowId: workflow.remoteId,
    workflowVersionId: workflow.versionId,
    workflowName: workflow.name,
    nodeInfoList: files.map(({ nodeId, fieldName }) => ({ nodeId, fieldName, uploadId: upload.id })),
    start: true,
  });
  return id;
}

test("a person pastes a workflow, fills in the form that appears, and gets the picture", async ({
  api,
  page,
}) => {
  const content = readFileSync(path.join(import.meta.dirname, "workflows", "restyle-picture.json"), "utf8");
  await open(page, "/tasks/new");
  const source = page.getByLabel("Workflow id, link or API-format JSON");
  await source.fill('{"nodes": [], "links": []}');
  await expect(page.getByText("This is the editor’s format.")).toBeVisible();
  await source.fill(content);
  await expect(page.getByText("API-format workflow with 8 nodes")).toBeVisible();
  await page.getByLabel("Name in the library").fill("My restyling");
  await page.getByRole("button", { name: "Import and continue" }).click();

  await expect(page.getByRole("heading", { name: "New task · My restyling" })).toBeVisible();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("group", { name: /^原图/ }).getByText("choose a file").click();
  const buffer = await takePhoto(640, 480);
  await (await chooser).setFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await expect(page.getByText("note.txt does not fit here")).toBeVisible();
  const again = page.waitForEvent("filechooser");
  await page.getByRole("group", { name: /^原图/ }).getByText("choose a file").click();
  await (await again).setFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByRole("img", { name: "Preview of photo.jpg" })).toBeVisible();
  await page.getByLabel(/^正向提示词/).fill("油画");
  await page.getByRole("button", { name: "Start now" }).click();
  await expect(page.locator("header [data-status]")).toHaveText("Success");
  await expect(page.getByRole("img", { name: "Result 1" })).toBeVisible();

  await open(page, "/workflows");
  await page.getByRole("button", { name: "Remove My restyling" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("“My restyling” was removed from the library")).toBeVisible();
  expect((await api.list()).items).toMatchObject([{ workflowName: "My restyling", status: "SUCCESS" }]);
});

test("an app and a workflow are imported by what people paste: an id, a link", async ({ api }) => {
  const { remoteId } = await api.sample("Portrait painter (AI app)");
  const app = await api.trpc.workflows.import.mutate({
    from: "app",
    remoteId: `https://www.runninghub.cn/ai-detail/${remoteId}`,
  });
  expect(app).toMatchObject({ remoteId, kind: "ai-app" });
  expect(app.fields.map(({ labelEn }) => labelEn)).toContain("Upload a portrait");
  const id = await run(api, app);
  expect((await api.reaches(id, "SUCCESS")).outputs).toHaveLength(1);
});
