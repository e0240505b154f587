/** The workflow library in a browser: what people bring in, arrange, carry elsewhere, and find changed. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, open, test } from "./fixtures";
import { expectSensibleForm, literalsOf } from "./support/form-check";
import { NewTaskPage } from "./support/new-task-page";
import { takePhoto } from "./support/pictures";

/** Ours, and the collection beside the checkout where there is one. */
const FOLDERS = [path.join(import.meta.dirname, "workflows"), path.resolve("..", "shared", "workflows")];
const FILES = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => path.join(folder, name)),
);
const RESTYLE = readFileSync(path.join(import.meta.dirname, "workflows", "restyle-picture.json"), "utf8");
const MEDIA = { image: /^image\//, video: /^(video|image)\//, audio: /^audio\//, text: /^text\//, file: /./ };
const ID = "1904136902449209346";

const photo = async () => ({
  name: "photo.jpg",
  mimeType: "image/jpeg",
  buffer: Buffer.from(await takePhoto(640, 480)),
});

/** A small graph of our own; `more` are inputs of its sampler. */
const graph = (more: object = {}) => ({
  "2": { class_type: "CLIPTextEncode", inputs: { text: "a red fox" }, _meta: { title: "Prompt" } },
  "3": {
    class_type: "KSampler",
    inputs: { seed: 1, steps: 20, cfg: 7.5, positive: ["2", 0], ...more },
    _meta: { title: "Sampler" },
  },
  "9": { class_type: "SaveImage", inputs: { images: ["3", 0] }, _meta: { title: "Save" } },
});

for (const file of FILES) {
  const name = path.basename(file, ".json");
  test(`${name}.json is chosen as a file, has a sensible form, and runs`, async ({
    api,
    page,
    runningHub,
  }) => {
    const content = readFileSync(file, "utf8");
    const form = new NewTaskPage(page);
    await open(page, "/tasks/new");
    await form.importFile(`${name}.json`, content);
    const id = new URL(page.url()).searchParams.get("workflow") ?? "";
    const workflow = await api.trpc.workflows.get.query({ id });
    expect(workflow).toMatchObject({ name, source: "pasted", kind: "workflow" });
    expectSensibleForm(workflow, literalsOf(content));
    for (const { label } of workflow.fields.filter(({ type, hidden }) => type === "image" && !hidden))
      await form.giveFile(label, await photo());
    const { outputs } = await api.reaches(await form.start(), "SUCCESS", 40_000);
    expect(outputs.length).toBeGreaterThan(0);
    for (const { url, nodeId } of outputs) {
      const kind = workflow.outputNodes.find((node) => node.nodeId === nodeId)?.kind ?? "file";
      const response = await api.send(url);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(MEDIA[kind]);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    expect((await runningHub.ledger()).creates).toMatchObject([{ accepted: true, hasGraph: true }]);
    await api.trpc.workflows.remove.mutate({ id });
  });
}

test("an AI app is imported by the link of its page, and runs", async ({ api, page, runningHub }) => {
  await runningHub.control("POST", "workflows", {
    ...{ workflowId: ID, kind: "ai-app", name: "Fox painter", graph: JSON.parse(RESTYLE) },
  });
  const form = new NewTaskPage(page);
  await open(page, "/tasks/new");
  await form.importText(`Look at this: https://www.runninghub.cn/ai-detail/${ID}?inviteCode=abc`);
  await expect(page.getByRole("heading", { name: "New task · Fox painter" })).toBeVisible();
  const id = new URL(page.url()).searchParams.get("workflow") ?? "";
  const { fields } = await api.trpc.workflows.get.query({ id });
  for (const { label, labelEn } of fields.filter(({ type }) => type === "image"))
    await form.giveFile(labelEn ?? label, await photo());
  const task = await api.reaches(await form.start(), "SUCCESS");
  expect(task).toMatchObject({ kind: "ai-app", workflowId: ID });
  await api.trpc.workflows.remove.mutate({ id });
});

test("a form that was arranged is the form of a new task, in that order and with those limits", async ({
  api,
  page,
}) => {
  const { id } = await api.trpc.workflows.import.mutate({
    ...{ from: "json", name: "Arranged", content: JSON.stringify(graph()) },
  });
  await open(page, "/workflows");
  await page.getByRole("link", { name: "Arranged", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Arranged", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Settings of “Sampler · steps”" }).click();
  await page.getByLabel("Label").fill("Quality");
  await page.getByLabel("Minimum").fill("30");
  await page.getByLabel("Maximum").fill("10");
  await expect(page.getByText("The minimum 30 is above the maximum 10.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await page.getByLabel("Minimum").fill("4");
  await page.getByLabel("Maximum").fill("40");
  await page.getByLabel("Default", { exact: true }).fill("12");
  await page.getByRole("button", { name: "Add a value" }).click();
  await page.getByLabel("Name of value 1").fill("Draft");
  await page.getByLabel("Value 1", { exact: true }).fill("8");
  await page.getByRole("button", { name: "Settings of “Quality”" }).click();
  await page.getByRole("switch", { name: "Show “Sampler · cfg” in the form" }).click();
  // By keyboard alone: the button keeps the focus while its field moves.
  const up = page.getByRole("button", { name: "Move “Quality” up" });
  await up.focus();
  while (await up.isEnabled()) await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Move “Quality” down" })).toBeFocused();
  await expect(page.getByText(/“Quality” is now 1 of \d/)).toBeAttached();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The form is saved")).toBeVisible();

  await page.getByRole("tab", { name: "Defaults" }).click();
  await page.getByLabel("Time limit").fill("soon");
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await page.getByLabel("Time limit").fill("45");
  await page.getByRole("combobox", { name: "Machine" }).click();
  await page.getByRole("option", { name: "48 GB" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The defaults are saved")).toBeVisible();

  await page.getByRole("main").getByRole("link", { name: "New task" }).click();
  await expect(page.getByRole("heading", { name: "New task · Arranged" })).toBeVisible();
  const form = new NewTaskPage(page);
  await expect(form.labels()).toHaveText(["Quality", "Prompt · text", "Sampler · seed"]);
  const quality = page.getByRole("textbox", { name: "Quality" });
  await expect(quality).toHaveValue("12");
  await quality.fill("41");
  await page.getByRole("button", { name: "Save as ready" }).click();
  await expect(page.getByText("Enter a number from 4 to 40.")).toBeVisible();
  await api.trpc.workflows.remove.mutate({ id });
});

test("an entry is exported, removed, and comes back from its file as it was", async ({ api, page }) => {
  const { id } = await api.trpc.workflows.import.mutate({
    ...{ from: "json", name: "Keepsake", content: JSON.stringify(graph()) },
  });
  await api.trpc.workflows.setForm.mutate({
    ...{ id, form: { fields: [{ nodeId: "2", fieldName: "text", label: "Words" }] } },
  });
  const before = await api.trpc.workflows.get.query({ id });
  await open(page, `/workflows/${id}`);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("Keepsake.hubqueue.json");
  const file = await readFile(await download.path(), "utf8");
  await api.trpc.workflows.setForm.mutate({ id, form: { fields: [] } });
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("“Keepsake” was removed from the library")).toBeVisible();
  await expect(page).toHaveURL(/\/workflows$/);

  await page.getByRole("button", { name: "Import workflow" }).click();
  const source = page.getByLabel("Workflow id, link or API-format JSON");
  await source.fill(file.slice(0, 300));
  await expect(page.getByText("perhaps it was cut off")).toBeVisible();
  await source.fill(file.replace('"version": 1', '"version": 7'));
  await expect(page.getByText("exported by a newer HubQueue")).toBeVisible();
  await page
    .getByLabel("Choose a .json file")
    .setInputFiles({ name: "keepsake.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await expect(page.getByText("Exported library entry “Keepsake”")).toBeVisible();
  await page.getByRole("button", { name: "Restore and continue" }).click();
  await expect(page.getByText("“Keepsake” is in the library")).toBeVisible();
  const { updatedAt, ...restored } = await api.trpc.workflows.get.query({ id });
  expect({ ...before, ...restored }).toEqual(before);
  await api.trpc.workflows.remove.mutate({ id });
});

test("a graph changed on RunningHub is found when a form is opened, shown, and taken over when told to", async ({
  api,
  page,
  runningHub,
}) => {
  await runningHub.control("POST", "workflows", { workflowId: ID, name: "Fox", graph: graph() });
  const { id, versionId } = await api.trpc.workflows.import.mutate({ from: "id", remoteId: ID, name: "Fox" });
  await runningHub.control("POST", "workflows", {
    ...{ workflowId: ID, name: "Fox", graph: graph({ denoise: 0.5, steps: 30 }) },
  });
  // The import was a moment ago: only a person asks again so soon.
  await open(page, `/workflows/${id}`);
  await page.getByRole("button", { name: "Check for changes" }).click();
  const banner = page.getByRole("status").filter({ hasText: "Changed on RunningHub" });
  await expect(banner).toContainText("1 field new");
  await expect(banner).toContainText("1 value changed");
  expect((await api.trpc.workflows.get.query({ id })).versionId).toBe(versionId);

  // A run of the version we have is what its form says, though RunningHub has another graph saved.
  const old = await api.create({ workflowId: ID, workflowVersionId: versionId, start: true });
  await api.reaches(old.id, "SUCCESS");
  expect((await runningHub.ledger()).creates).toMatchObject([{ workflowId: ID, hasGraph: true }]);

  await open(page, "/workflows");
  await expect(page.getByRole("status").filter({ hasText: "“Fox” changed on RunningHub" })).toBeVisible();
  await open(page, `/tasks/new?workflow=${id}`);
  await expect(page.getByLabel("Sampler · denoise")).toHaveCount(0);
  await banner.getByRole("button", { name: "What changed" }).click();
  await expect(banner.getByText("Sampler · denoise")).toBeVisible();
  await banner.getByRole("button", { name: "Use the new version" }).click();
  await expect(page.getByText("The new version is in use")).toBeVisible();
  await expect(banner).toHaveCount(0);
  await expect(new NewTaskPage(page).labels().filter({ hasText: "Sampler · denoise" })).toBeVisible();

  await open(page, `/workflows/${id}`);
  await page.getByRole("tab", { name: "Versions" }).click();
  const versions = page.getByRole("tabpanel", { name: "Versions" }).getByRole("listitem");
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText("In use");
  await expect(versions.last()).toContainText("1 task");
  await open(page, `/tasks/new?from=${old.id}`);
  await expect(page.getByText("The earlier task ran an older version")).toBeVisible();
  await api.trpc.workflows.remove.mutate({ id });
});

test("what is no workflow is refused in words that say what to do", async ({ page, product }) => {
  expect(product.url).toBeTruthy();
  await open(page, "/tasks/new");
  const source = page.getByLabel("Workflow id, link or API-format JSON");
  const refusals = [
    ['{"nodes":[],"links":[],"version":0.4}', "This is the editor’s format."],
    [RESTYLE.slice(0, 500), "perhaps it was cut off"],
    ["{}", "each node needs a class_type"],
    ["[]", "each node needs a class_type"],
    ["https://www.runninghub.cn/about", "No id found."],
  ] as const;
  for (const [text, words] of refusals) {
    await source.fill(text);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole("button", { name: "Import and continue" })).toBeDisabled();
  }
  await source.fill("1111111111111111111");
  await page.getByRole("button", { name: "Import and continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Check the id" })).toBeVisible();
});

test("a graph of five megabytes is imported in the browser, and its form can be used", async ({
  api,
  page,
}) => {
  const nodes = Array.from({ length: 2_600 }, (_, index) => [
    String(index + 10),
    {
      class_type: "CLIPTextEncode",
      inputs: { text: `${index} ${"word ".repeat(400)}`, seed: `1844674407370955${index}` },
      _meta: { title: "Twin" },
    },
  ]);
  const content = JSON.stringify({ ...graph(), ...Object.fromEntries(nodes) });
  expect(content.length).toBeGreaterThan(5_000_000);
  const form = new NewTaskPage(page);
  await open(page, "/tasks/new");
  await form.importFile("huge.json", content);
  const id = new URL(page.url()).searchParams.get("workflow") ?? "";
  const prompt = page.getByRole("textbox", { name: "Prompt · text" });
  await prompt.fill("a blue fox");
  const task = await api.task(await form.start());
  expect(task.nodeInfoList).toContainEqual({ nodeId: "2", fieldName: "text", fieldValue: "a blue fox" });

  await open(page, `/workflows/${id}`);
  await page.getByRole("button", { name: /^Folded away/ }).click();
  await page.getByLabel("Search fields").fill("#2609");
  await expect(page.getByRole("switch", { name: /#2609/ })).toHaveCount(2);
  await api.trpc.workflows.remove.mutate({ id });
});
