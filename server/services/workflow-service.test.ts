import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect, type Database } from "../persistence/prisma";
import { readSampleCatalogue } from "../runninghub/sample-catalogue";
import { type Simulator, startSimulator } from "../runninghub/simulator/server";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { LIBRARY_KEY, OPERATOR, openLibrary, publish as publishAt, VIEWER } from "../testing/library";

const ID = "1904136902449209346";
const graph = (seed: string) =>
  `{"3":{"class_type":"KSampler","inputs":{"seed":${seed}},"_meta":{"title":"Sampler"}},"9":{"class_type":"SaveImage","inputs":{"images":["3",0]}}}`;

let database: TestDatabase;
let db: Database;
let simulator: Simulator;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  simulator = await startSimulator({ accounts: [{ key: LIBRARY_KEY }] });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
  await simulator.close();
});
beforeEach(async () => {
  await db.workflow.deleteMany();
});

function library(options: { simulator?: boolean; baseUrl?: string; accounts?: Map<string, string> } = {}) {
  return openLibrary(db, { baseUrl: simulator.url, ...options }).workflows;
}
const publish = (body: object) => publishAt(simulator.url, body);

describe("importing from RunningHub", () => {
  it("makes a form of the saved graph, digits kept", async () => {
    await publish({ workflowId: ID, graph: graph("18446744073709551615") });
    const detail = await library().import(OPERATOR, { from: "id", remoteId: ID });
    expect(detail).toMatchObject({
      remoteId: ID,
      kind: "workflow",
      name: `Workflow ${ID}`,
      source: "remote",
      nodeCount: 2,
      localized: null,
      fields: [{ fieldName: "seed", value: "18446744073709551615" }],
      outputNodes: [{ nodeId: "9", kind: "image" }],
    });
    expect(await library().list()).toMatchObject([{ id: detail.id, nodeCount: 2 }]);
  });

  it("again adds a version only when the graph has changed, and keeps a name once given", async () => {
    await publish({ workflowId: ID, graph: graph("1") });
    const first = await library().import(OPERATOR, { from: "id", remoteId: ID, name: "Mine" });
    const same = await library().import(OPERATOR, { from: "id", remoteId: ID });
    expect(same).toEqual(first);
    await publish({ workflowId: ID, graph: graph("2") });
    const changed = await library().import(OPERATOR, { from: "id", remoteId: ID });
    expect(changed).toMatchObject({ id: first.id, name: "Mine", fields: [{ value: 2 }] });
    expect(changed.versionId).not.toBe(first.versionId);
    expect(await db.workflowVersion.count()).toBe(2);
    await publish({ workflowId: ID, graph: graph("1") });
    expect((await library().import(OPERATOR, { from: "id", remoteId: ID })).versionId).toBe(first.versionId);
  });

  it("of the same id at once makes one entry", async () => {
    await publish({ workflowId: ID, graph: graph("1") });
    const imports = Array.from({ length: 8 }, () => library().import(OPERATOR, { from: "id", remoteId: ID }));
    expect(new Set((await Promise.all(imports)).map((detail) => detail.id)).size).toBe(1);
  });

  it("reads an AI app's inputs and its name", async () => {
    const app = "1904136902449209347";
    await publish({ workflowId: app, kind: "ai-app", name: "Painter", graph: graph("1") });
    const detail = await library().import(OPERATOR, { from: "app", remoteId: app });
    expect(detail).toMatchObject({ kind: "ai-app", name: "Painter", remoteId: app });
    expect(detail.fields.every((field) => field.sendAs === "string")).toBe(true);
  });

  it("says what to do when RunningHub refuses, and tells that from no answer", async () => {
    await expect(
      library().import(OPERATOR, { from: "id", remoteId: "1111111111111111111" }),
    ).rejects.toMatchObject({
      code: "RUNNINGHUB_REFUSED",
      message: expect.stringContaining("Check the id"),
    });
    const nowhere = library({ baseUrl: "http://127.0.0.1:1" });
    await expect(nowhere.import(OPERATOR, { from: "id", remoteId: ID })).rejects.toMatchObject({
      code: "RUNNINGHUB_UNREACHABLE",
    });
  });
});

describe("a link of the other site", () => {
  const link = { from: "id", remoteId: ID, site: "ai" } as const;
  const CN = "www.runninghub.cn";

  it("says which account is missing, before RunningHub is asked for an id that means nothing there", async () => {
    const here = library({ simulator: false, accounts: new Map([["a", CN]]) });
    await expect(here.import(OPERATOR, link)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining("no account here is of that site"),
      details: { field: "remoteId" },
    });
  });

  it("is read with the account of that site, and its tasks begin there", async () => {
    await publish({ workflowId: ID, graph: graph("1") });
    const accounts = new Map([
      ["a", CN],
      ["b", "www.runninghub.ai"],
    ]);
    const { defaults } = await library({ simulator: false, accounts }).import(OPERATOR, link);
    expect(defaults).toMatchObject({ site: "www.runninghub.ai", accountId: null });
  });

  it("is as good as any other for the simulator", async () => {
    await publish({ workflowId: ID, graph: graph("1") });
    expect((await library().import(OPERATOR, link)).defaults.site).toBeNull();
  });
});

describe("a pasted graph", () => {
  it("is sent with every run, on top of the workflow that was named", async () => {
    const detail = await library({ simulator: false }).import(OPERATOR, {
      from: "json",
      name: "Pasted",
      content: graph("1"),
      remoteId: ID,
    });
    expect(detail).toMatchObject({ source: "pasted", remoteId: ID, name: "Pasted" });
    const version = await db.workflowVersion.findUniqueOrThrow({ where: { id: detail.versionId } });
    expect(version).toMatchObject({ sendsGraph: true, content: graph("1") });
  });

  it("may share a workflow with others, told apart by name; the same name adds a version", async () => {
    const paste = (name: string, seed: string) =>
      library().import(OPERATOR, { from: "json", name, content: graph(seed), remoteId: ID });
    const one = await paste("One", "1");
    const two = await paste("Two", "1");
    const again = await paste("One", "2");
    expect(two.id).not.toBe(one.id);
    expect(again.id).toBe(one.id);
  });

  it("needs a workflow of the account; the simulator gets one filled in", async () => {
    const input = { from: "json", name: "Pasted", content: graph("1") } as const;
    await expect(library({ simulator: false }).import(OPERATOR, input)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      details: { field: "remoteId" },
    });
    expect((await library().import(OPERATOR, input)).remoteId).toMatch(/^1\d{18}$/);
  });

  it("is refused when it is none, and nothing is stored", async () => {
    await expect(
      library().import(OPERATOR, { from: "json", name: "x", content: '{"nodes":[],"links":[]}' }),
    ).rejects.toMatchObject({ code: "INVALID_INPUT", message: expect.stringContaining("Save (API Format)") });
    expect(await library().list()).toEqual([]);
  });
});

describe("removing", () => {
  it("hides the entry, keeps its versions for tasks, and an import brings it back", async () => {
    const input = { from: "json", name: "Pasted", content: graph("1") } as const;
    const { id, versionId } = await library().import(OPERATOR, input);
    await library().remove(OPERATOR, id);
    expect(await library().list()).toEqual([]);
    await expect(library().get(id)).rejects.toMatchObject({ code: "WORKFLOW_NOT_FOUND" });
    expect(await db.workflowVersion.findUnique({ where: { id: versionId } })).not.toBe(null);
    expect(await library().import(OPERATOR, input)).toMatchObject({ id, versionId });
  });

  it("of what is not there says so, whatever the id looks like", async () => {
    for (const id of ["nonsense", "01900000-0000-7000-8000-000000000000"]) {
      await expect(library().remove(OPERATOR, id)).rejects.toMatchObject({ code: "WORKFLOW_NOT_FOUND" });
      await expect(library().get(id)).rejects.toMatchObject({ code: "WORKFLOW_NOT_FOUND" });
    }
  });

  it("and importing are not for viewers", async () => {
    await expect(library().remove(VIEWER, "x")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(library().import(VIEWER, { from: "id", remoteId: ID })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("the samples", () => {
  it("are taken in once, in their order and in both languages", async () => {
    const count = await library().seedSamples();
    expect(count).toBeGreaterThan(0);
    const seeded = await library().list();
    const catalogue = await readSampleCatalogue({ baseUrl: simulator.url });
    expect(seeded.map((workflow) => workflow.remoteId)).toEqual(catalogue.map((sample) => sample.workflowId));
    for (const [index, workflow] of seeded.entries()) {
      expect(workflow.localized?.name).toEqual(catalogue[index]?.name);
      expect(workflow.source).toBe("sample");
      const { fields } = await library().get(workflow.id);
      expect(fields.some((field) => !field.hidden)).toBe(true);
    }
    await library().seedSamples();
    expect(await library().list()).toEqual(seeded);
  });

  it("that were deleted stay away, until somebody imports them", async () => {
    await library().seedSamples();
    const [first] = await library().list();
    if (first === undefined) throw new Error("no samples");
    await library().remove(OPERATOR, first.id);
    await library().seedSamples();
    expect((await library().list()).map((workflow) => workflow.id)).not.toContain(first.id);
    const from = first.kind === "ai-app" ? "app" : "id";
    const back = await library().import(OPERATOR, { from, remoteId: first.remoteId });
    expect(back).toMatchObject({ id: first.id, localized: first.localized });
  });

  it("keep the name a person gave them, at every start", async () => {
    await library().seedSamples();
    const [first] = await library().list();
    if (first === undefined) throw new Error("no samples");
    const { arrangement } = openLibrary(db, { baseUrl: simulator.url });
    await arrangement.rename(OPERATOR, { id: first.id, name: "Mine", description: "for me" });
    await library().seedSamples();
    const after = (await library().list()).find(({ id }) => id === first.id);
    expect(after).toMatchObject({ name: "Mine", description: "for me", localized: null });
  });

  it("do not exist on the real RunningHub", async () => {
    expect(await library({ simulator: false }).seedSamples()).toBe(0);
    expect(await library().list()).toEqual([]);
  });
});
