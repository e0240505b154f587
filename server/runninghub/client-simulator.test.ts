import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRunningHubClient } from "./client";
import type { CreateRequest, RemoteSnapshot } from "./contract";
import { openResult } from "./open-result";
import { type Simulator, startSimulator } from "./simulator/server";

const KEY = "0123456789abcdef0123456789abcdef";
const GRAPH = JSON.stringify({
  "3": { class_type: "KSampler", inputs: { seed: 1, latent_image: ["10", 0] }, _meta: { title: "KSampler" } },
  "6": { class_type: "CLIPTextEncode", inputs: { text: "a fox" }, _meta: { title: "Prompt" } },
  "10": { class_type: "LoadImage", inputs: { image: "example.png" }, _meta: { title: "Load Image" } },
  "9": {
    class_type: "SaveImage",
    inputs: { images: ["3", 0], filename_prefix: "x" },
    _meta: { title: "Save" },
  },
});
const REQUEST: CreateRequest = {
  kind: "workflow",
  workflowId: "1904136902449209346",
  nodeInfoList: [{ nodeId: "6", fieldName: "text", fieldValue: "a red fox" }],
};

const client = createRunningHubClient({
  timeouts: { createMs: 400, queryMs: 2_000, createRepeatDelayMs: 5 },
  pace: { minDelayMs: 1, maxDelayMs: 5 },
});
let simulator: Simulator;
let now = 1_800_000_000_000;
const at = () => ({ baseUrl: simulator.url, apiKey: KEY });

beforeEach(async () => {
  simulator = await startSimulator({
    clock: { now: () => now },
    limit: 1,
    accounts: [{ key: KEY }],
    settings: { queueMs: 1_000, runMs: 5_000 },
  });
  await control("workflows", { workflowId: REQUEST.workflowId, graph: GRAPH });
});
afterEach(() => simulator.close());

async function control(path: string, body: object): Promise<void> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${simulator.url}/__control/${path}`, init);
  if (!response.ok) throw new Error(await response.text());
}

async function advance(ms: number): Promise<void> {
  now += ms;
  simulator.pump();
}

async function ledgerCount(): Promise<number> {
  const response = await fetch(`${simulator.url}/__control/tasks`);
  const tasks: unknown = await response.json();
  return Array.isArray(tasks) ? tasks.length : Number.NaN;
}

async function accepted(request: CreateRequest = REQUEST): Promise<string> {
  const { verdict } = await client.create(at(), request);
  if (verdict.kind !== "accepted") throw new Error(JSON.stringify(verdict));
  return verdict.remoteId;
}

describe("a run", () => {
  it("goes from create to a downloaded picture, with its cost", async () => {
    const id = await accepted();
    expect(id).toMatch(/^\d{19}$/);
    expect(await client.query(at(), id)).toMatchObject({ state: "QUEUED" });
    await advance(1_500);
    expect(await client.query(at(), id)).toMatchObject({ state: "RUNNING" });
    expect(await client.progressUrl(at(), id)).toMatch(/^wss?:\/\//);
    await advance(60_000);
    const end: RemoteSnapshot = await client.query(at(), id);
    if (end.state !== "SUCCESS" || !end.outputs?.[0]?.url) throw new Error(JSON.stringify(end));
    expect(end.outputs[0]).toMatchObject({ fileType: "png", nodeId: "9" });
    expect(end.usage?.seconds).toMatch(/^\d/);
    const file = await openResult(end.outputs[0].url, { ownHost: "127.0.0.1" });
    const bytes = Buffer.concat(await file.stream.toArray());
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  });

  it("fails with the node and the kind of failure", async () => {
    await control("tasks/next", { failure: "oom" });
    const id = await accepted();
    await advance(60_000);
    expect(await client.query(at(), id)).toMatchObject({
      state: "FAILED",
      failure: { kind: "OUT_OF_MEMORY", nodeId: expect.any(String) },
    });
  });

  for (const cancelReport of ["805", "CANCEL", "empty", "807"]) {
    it(`is over after a cancel that RunningHub reports as ${cancelReport}`, async () => {
      await control("settings", { cancelReport });
      const id = await accepted();
      await advance(2_000);
      expect(await client.cancel(at(), id)).toBe("accepted");
      await advance(2_000);
      const { state } = await client.query(at(), id);
      expect(["FAILED", "CANCELLED", "LOST"]).toContain(state);
    });
  }

  it("that nobody knows is lost, and cannot be cancelled", async () => {
    expect(await client.query(at(), "1999888777666555444")).toEqual({ state: "LOST" });
    expect(await client.cancel(at(), "1999888777666555444")).toBe("not-found");
  });
});

describe("a create", () => {
  it("is busy while the slot is held", async () => {
    await accepted();
    expect((await client.create(at(), REQUEST)).verdict).toMatchObject({
      kind: "busy",
      cause: "slot",
      code: "421",
    });
    expect(await client.queueStatus(at())).toMatchObject({ concurrentLimit: 1, total: 1 });
    expect(await client.accountStatus(at())).toMatchObject({ currentTasks: 1 });
  });

  it("is rejected for an override that does not match", async () => {
    const nodeInfoList = [{ nodeId: "6", fieldName: "nope", fieldValue: "x" }];
    expect((await client.create(at(), { ...REQUEST, nodeInfoList })).verdict).toMatchObject({
      kind: "rejected",
      code: "803",
      message: expect.stringContaining("nope"),
    });
  });

  for (const keyError of ["auto", "802", "301", "code1", "401", "http401"]) {
    it(`with an unknown key is a matter of the account, told as ${keyError}`, async () => {
      await control("settings", { keyError });
      const stranger = { ...at(), apiKey: "ffffffffffffffffffffffffffffffff" };
      expect((await client.create(stranger, REQUEST)).verdict).toMatchObject({
        kind: "account",
        cause: "key",
      });
      expect(await ledgerCount()).toBe(0);
    });
  }

  const lostReplies = [
    { type: "drop-after" },
    { type: "truncate" },
    { type: "hang", accepted: true },
    { type: "html502", accepted: true },
    { type: "delay", ms: 5_000, when: "after" },
    { type: "accept-no-task-id" },
  ];
  for (const fault of lostReplies) {
    it(`whose answer is lost (${fault.type}) is unknown, and made one run`, async () => {
      await control("faults", { match: { call: "create" }, fault, count: 1 });
      expect((await client.create(at(), REQUEST)).verdict).toMatchObject({ kind: "unknown" });
      await vi.waitFor(async () => expect(await ledgerCount()).toBe(1), { timeout: 10_000 });
    });
  }

  it("repeated after an intermittent refusal of the key made one run", async () => {
    await control("faults", { match: { call: "create" }, fault: { type: "http401" }, count: 1 });
    await accepted();
    expect(await ledgerCount()).toBe(1);
  });
});

describe("files, workflows and apps", () => {
  it("gives an uploaded file to a node", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "hubqueue-file-"));
    const file = {
      fileName: "fox.png",
      mimeType: "image/png",
      path: path.join(directory, "fox.png"),
      size: 68,
    };
    await writeFile(
      file.path,
      Buffer.from(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "base64",
      ),
    );
    const { remoteName } = await client.upload(at(), file);
    expect(remoteName).toMatch(/^openapi\/.+\.png$/);
    expect(await client.upload(at(), file)).toEqual({ remoteName });
    await accepted({
      ...REQUEST,
      nodeInfoList: [{ nodeId: "10", fieldName: "image", fieldValue: remoteName }],
    });
    await rm(directory, { recursive: true });
  });

  it("reads graphs and app inputs, and says when there are none", async () => {
    expect(JSON.parse(await client.workflowGraph(at(), REQUEST.workflowId))).toEqual(JSON.parse(GRAPH));
    await expect(client.workflowGraph(at(), "1111111111111111111")).rejects.toMatchObject({
      errorClass: "refused",
    });
    await control("workflows", {
      workflowId: "1904136902449209347",
      kind: "ai-app",
      name: "App",
      graph: GRAPH,
    });
    const app = await client.appInputs(at(), "1904136902449209347");
    expect(app.name).toBe("App");
    expect(JSON.parse(app.content).nodeInfoList.length).toBeGreaterThan(0);
    await expect(client.appInputs(at(), "1111111111111111111")).rejects.toMatchObject({
      errorClass: "refused",
    });
  });
});
