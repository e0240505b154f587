/** Workflows as people export them from ComfyUI: pasted, turned into a form, run to the end. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "lossless-json";
import type { FormField, WorkflowDetail } from "@/lib/workflow-schemas";
import { expect, open, test } from "./fixtures";
import type { Api } from "./support/api";
import { takePhoto } from "./support/pictures";

/** Ours, and the collection beside the checkout where there is one. */
const FOLDERS = [path.join(import.meta.dirname, "workflows"), path.resolve("..", "shared", "workflows")];
const FILES = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => path.join(folder, name)),
);

interface Literal {
  readonly place: string;
  readonly fieldName: string;
  readonly classType: string;
  readonly text: string;
}

/** Every value in the graph that is a value of its own and not a link to another node. */
function literalsOf(content: string): Literal[] {
  // The files are exports: nodes with a class and inputs.
  const graph = parse(content) as Record<string, { class_type: string; inputs: Record<string, unknown> }>;
  return Object.entries(graph).flatMap(([nodeId, { class_type: classType, inputs }]) =>
    Object.entries(inputs)
      .filter(([, value]) => !Array.isArray(value))
      .map(([fieldName, value]) => ({
        place: `${nodeId}.${fieldName}`,
        fieldName,
        classType,
        text: typeof value === "string" ? value : (stringify(value) ?? ""),
      })),
  );
}

const placeOf = ({ nodeId, fieldName }: FormField) => `${nodeId}.${fieldName}`;
const FILE_TYPES: readonly string[] = ["image", "video", "audio", "file"];

function expectSensibleForm({ fields, outputNodes }: WorkflowDetail, literals: readonly Literal[]): void {
  const places = fields.map(placeOf);
  expect(new Set(places).size, "no field twice").toBe(places.length);
  expect(places.filter((place) => !literals.some((literal) => literal.place === place))).toEqual([]);
  expect(fields.filter(({ label }) => label.trim() === "")).toEqual([]);
  expect(outputNodes.length).toBeGreaterThan(0);
  for (const literal of literals) {
    const field = fields.find((one) => placeOf(one) === literal.place);
    if (literal.classType === "CLIPTextEncode" && literal.fieldName === "text")
      expect(field, literal.place).toMatchObject({ group: "prompts", hidden: false, value: literal.text });
    if (literal.classType === "LoadImage" && literal.fieldName === "image")
      expect(field, literal.place).toMatchObject({ type: "image", group: "files", hidden: false });
    if (/^(noise_)?seed$/.test(literal.fieldName)) {
      expect(field?.type, literal.place).toBe("seed");
      expect(String(field?.value), "every digit of the seed").toBe(literal.text);
    }
  }
}

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

const MEDIA = { image: /^image\//, video: /^(video|image)\//, audio: /^audio\//, text: /^text\//, file: /./ };

for (const file of FILES) {
  const name = path.basename(file, ".json");
  test(`${name} is imported, has a sensible form, and runs`, async ({ api, runningHub }) => {
    const content = readFileSync(file, "utf8");
    const workflow = await api.trpc.workflows.import.mutate({ from: "json", name, content });
    expect(workflow).toMatchObject({ name, source: "pasted", kind: "workflow" });
    expectSensibleForm(workflow, literalsOf(content));

    const { outputs } = await api.reaches(await run(api, workflow), "SUCCESS", 40_000);
    expect(outputs.length).toBeGreaterThan(0);
    for (const { url, nodeId } of outputs) {
      const kind = workflow.outputNodes.find((node) => node.nodeId === nodeId)?.kind ?? "file";
      const response = await api.send(url);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(MEDIA[kind]);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    expect((await runningHub.ledger()).creates).toMatchObject([{ accepted: true, hasGraph: true }]);
    await api.trpc.workflows.remove.mutate({ id: workflow.id });
  });
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
