import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { readGraph } from "./graph";
import { openBench } from "./harness";
import { readSamples } from "./samples";

const CHECKS: Record<string, (bytes: Buffer) => Promise<void> | void> = {
  png: async (bytes) => expect((await sharp(bytes).metadata()).format).toBe("png"),
  webp: async (bytes) => expect((await sharp(bytes).metadata()).pages).toBeGreaterThan(5),
  mp4: (bytes) => {
    expect(bytes.subarray(4, 8).toString("latin1")).toBe("ftyp");
    expect(bytes.includes("moov") && bytes.includes("avc1")).toBe(true);
    expect(bytes.length).toBeLessThan(200_000);
  },
  wav: (bytes) => {
    expect(bytes.toString("latin1", 0, 4)).toBe("RIFF");
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  },
  txt: (bytes) => expect(bytes.toString("utf8").length).toBeGreaterThan(10),
};

async function expectWorkingOutputs(body: object, path = "/task/openapi/create"): Promise<string[]> {
  const bench = await openBench();
  const created = await bench.v1(path, body);
  expect(created).toMatchObject({ code: 0, msg: "success" });
  await bench.advance(30_000);
  const { data } = await bench.v1("/task/openapi/outputs", { taskId: created.data.taskId });
  for (const item of data) {
    const reply = await fetch(item.fileUrl);
    expect(reply.status).toBe(200);
    await CHECKS[item.fileType]?.(Buffer.from(await reply.arrayBuffer()));
  }
  return data.map((item: { fileType: string }) => item.fileType);
}

const EXPECTED: Record<string, string[]> = {
  "Restyle a picture": ["png"],
  "Text to image": ["png"],
  "Cut out and enlarge": ["png", "png"],
  "Text to video": ["mp4"],
  "Text to sound": ["wav"],
  "Describe a picture": ["txt"],
  "Portrait painter (AI app)": ["png"],
};

test.each(readSamples())(
  "sample $name runs as it is and gives playable files",
  async ({ workflowId, kind, name }) => {
    const isApp = kind === "ai-app";
    const body = isApp ? { webappId: workflowId, nodeInfoList: [] } : { workflowId };
    const types = await expectWorkingOutputs(body, isApp ? "/task/openapi/ai-app/run" : undefined);
    expect(types).toEqual(EXPECTED[name]);
  },
);

test("the catalogue names every sample in two languages and its graph is had with the key alone", async () => {
  const bench = await openBench();
  const catalogue = await bench.control("/samples");
  expect(catalogue.map((entry: { name: { en: string } }) => entry.name.en)).toEqual(Object.keys(EXPECTED));
  for (const { workflowId, kind, name, description } of catalogue) {
    expect([name.en, name.zh, description.en, description.zh].every((text) => text.length > 1)).toBe(true);
    expect(workflowId).toMatch(/^\d{19}$/);
    if (kind !== "workflow") continue;
    const reply = await bench.v1("/api/openapi/getJsonApiFormat", { workflowId });
    expect(reply).toMatchObject({ code: 0, msg: "SUCCESS" });
    expect(Object.values(readGraph(reply.data.prompt) ?? {}).every((node) => node._meta?.title)).toBe(true);
  }
});

test("big seeds keep every digit on their way through getJsonApiFormat", async () => {
  const bench = await openBench();
  const { data } = await bench.v1("/api/openapi/getJsonApiFormat", { workflowId: "1987654321098765401" });
  expect(data.prompt).toContain('"seed":7240913508812277145');
});

test("a graph registered by a test runs under its id, with overrides checked against it", async () => {
  const bench = await openBench();
  const graph = { 7: { class_type: "SaveText", inputs: { text: "hello" } } };
  const { workflowId } = await bench.control("/workflows", {
    name: "mine",
    graph,
    behaviour: { queueMs: 0, runMs: 100 },
  });
  const override = { nodeId: "7", fieldName: "text", fieldValue: "good morning" };
  const taskId = await bench.create({ workflowId, nodeInfoList: [override] });
  await bench.advance(100);
  const { results } = await bench.v2("/openapi/v2/query", { taskId });
  expect(results[0]).toMatchObject({
    outputType: "txt",
    nodeId: "7",
    text: expect.stringContaining("good morning"),
  });
  expect(await (await fetch(results[0].url)).text()).toBe(results[0].text);
});

test("a pasted graph needs an output and the API format; an unknown id may carry it unless switched off", async () => {
  const bench = await openBench();
  const workflow = JSON.stringify({ 1: { class_type: "SaveText", inputs: { text: "x" } } });
  const create = (body: object) => bench.v1("/task/openapi/create", { workflowId: "1", ...body });
  expect(await create({ workflow: JSON.stringify({ nodes: [], links: [] }) })).toMatchObject({ code: 433 });
  expect(await create({ workflow: '{"1":{"class_type":"LoadImage","inputs":{}}}' })).toMatchObject({
    code: 433,
  });
  expect(await create({ workflow: "{" })).toMatchObject({ code: 433 });
  await bench.control("/settings", { acceptUnknownWorkflowIds: false });
  expect(await create({ workflow })).toMatchObject({ code: 380 });
  await bench.control("/settings", { acceptUnknownWorkflowIds: true });
  expect(await create({ workflow })).toMatchObject({ code: 0 });
});

const shared = path.resolve(import.meta.dirname, "../../../../shared/workflows");
const sharedFiles = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith(".json")) : [];
for (const name of sharedFiles) {
  test(`the example graph ${name} runs pasted, as it is`, async () => {
    const workflow = readFileSync(path.join(shared, name), "utf8");
    const types = await expectWorkingOutputs({ workflowId: "1904136902449209346", workflow });
    expect(types.length).toBeGreaterThan(0);
  });
}
