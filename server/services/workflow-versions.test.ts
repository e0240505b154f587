import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect, type Database } from "../persistence/prisma";
import { type Simulator, startSimulator } from "../runninghub/simulator/server";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { LIBRARY_KEY, OPERATOR, openLibrary, publish as publishAt, VIEWER } from "../testing/library";

const ID = "1904136902449209346";
const APP = "1904136902449209347";
const graph = (steps: number, more: object = {}) => ({
  "3": { class_type: "KSampler", inputs: { seed: 1, steps, ...more }, _meta: { title: "Sampler" } },
  "9": { class_type: "SaveImage", inputs: { images: ["3", 0] } },
});

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
  await db.task.deleteMany();
  await db.workflow.deleteMany();
});

const open = (options: { baseUrl?: string; accounts?: Map<string, string> } = {}) =>
  openLibrary(db, { baseUrl: simulator.url, ...options });
const publish = (steps: number, more?: object) =>
  publishAt(simulator.url, { workflowId: ID, graph: graph(steps, more) });
const imported = async () => {
  await publish(20);
  return open().workflows.import(OPERATOR, { from: "id", remoteId: ID });
};
const check = (id: string) => open().versions.check(OPERATOR, { id });
const sending = async () => {
  const rows = await db.workflowVersion.findMany({ where: { sendsGraph: true }, select: { id: true } });
  return rows.map(({ id }) => id);
};

describe("a graph that was changed on RunningHub", () => {
  it("is found, and not used until somebody says so", async () => {
    const { id, versionId } = await imported();
    await publish(30, { denoise: 0.5 });
    const { asked, newerVersionId } = await check(id);
    expect(asked).toBe(true);
    expect(newerVersionId).not.toBeNull();
    expect(await open().workflows.get(id)).toMatchObject({ versionId, newerVersionId });
    expect(await open().workflows.list()).toMatchObject([{ newerVersionId }]);
    const difference = await open().versions.difference({
      ...{ id, beforeId: versionId, afterId: newerVersionId ?? "" },
    });
    expect(difference.fields.added).toMatchObject([{ fieldName: "denoise" }]);
    expect(difference.values).toMatchObject([{ fieldName: "steps", before: "20", after: "30" }]);

    const used = await open().versions.use(OPERATOR, id, newerVersionId ?? "");
    expect(used).toMatchObject({ id, versionId: newerVersionId, newerVersionId: null });
    expect(await open().versions.list(id)).toMatchObject([
      { id: newerVersionId, isCurrent: true },
      { id: versionId, isCurrent: false },
    ]);
  });

  it("is sent along with runs of the version that RunningHub has no more", async () => {
    const { id, versionId } = await imported();
    expect(await sending()).toEqual([]);
    await publish(30);
    const { newerVersionId } = await check(id);
    expect(await sending()).toEqual([versionId]);
    await publish(20);
    expect(await check(id)).toEqual({ asked: true, newerVersionId: null });
    expect(await sending()).toEqual([newerVersionId]);
  });

  it("keeps the settings of fields that are in both versions", async () => {
    const { id } = await imported();
    await open().arrangement.setForm(OPERATOR, id, {
      fields: [
        { nodeId: "3", fieldName: "steps", label: "Quality" },
        { nodeId: "3", fieldName: "cfg", label: "Strictness" },
      ],
    });
    await publish(30, { cfg: 7 });
    const { newerVersionId } = await check(id);
    const { fields } = await open().versions.use(OPERATOR, id, newerVersionId ?? "");
    expect(fields.filter(({ label }) => label === "Quality" || label === "Strictness")).toMatchObject([
      { fieldName: "steps", value: 30 },
      { fieldName: "cfg", value: 7 },
    ]);
  });

  it("and was turned down is not brought up again", async () => {
    const { id, versionId } = await imported();
    await publish(30);
    await check(id);
    await open().versions.use(OPERATOR, id, versionId);
    expect(await check(id)).toEqual({ asked: true, newerVersionId: null });
    await publish(30, { seed: 77 });
    expect(await check(id)).toEqual({ asked: true, newerVersionId: null });
    expect(await open().versions.list(id)).toHaveLength(2);
    await publish(40);
    expect((await check(id)).newerVersionId).not.toBeNull();
  });

  it("is used at once when somebody imports it again", async () => {
    const { id, versionId } = await imported();
    await publish(30);
    const { newerVersionId } = await check(id);
    const again = await open().workflows.import(OPERATOR, { from: "id", remoteId: ID });
    expect(again).toMatchObject({ id, versionId: newerVersionId, newerVersionId: null });
    expect(await sending()).toEqual([versionId]);
  });

  it("does not run in place of a version that came from a file, before RunningHub is asked again", async () => {
    const { id } = await imported();
    const file: object = JSON.parse(await open().arrangement.export(id));
    const restore = (steps: number) => {
      const content = JSON.stringify({ ...file, content: JSON.stringify(graph(steps)) });
      return open().workflows.import(OPERATOR, { from: "file", content });
    };
    const unseen = await restore(10);
    expect(await sending()).toEqual([unseen.versionId]);
    await publish(10);
    await check(id);
    expect(await sending()).not.toContain(unseen.versionId);
  });

  it("is told of AI apps too, whose graph nobody sees", async () => {
    const app = (text: object) =>
      publishAt(simulator.url, { workflowId: APP, kind: "ai-app", name: "Painter", graph: graph(20, text) });
    await app({ text: "a fox" });
    const { id, versionId } = await open().workflows.import(OPERATOR, { from: "app", remoteId: APP });
    await app({ text: "a fox", width: 512 });
    const { newerVersionId } = await check(id);
    const difference = await open().versions.difference({
      ...{ id, beforeId: versionId, afterId: newerVersionId ?? "" },
    });
    expect(difference.fields.added).toMatchObject([{ fieldName: "width" }]);
    expect(await sending()).toEqual([]);
  });
});

describe("asking for changes", () => {
  it("finds none in another order, or another seed", async () => {
    const { id } = await imported();
    await publish(20, { seed: 77 });
    expect(await check(id)).toEqual({ asked: true, newerVersionId: null });
    expect(await open().versions.list(id)).toHaveLength(1);
  });

  it("is not repeated while somebody asked a moment ago, however many open the form", async () => {
    const { id } = await imported();
    const ask = () => open().versions.check(OPERATOR, { id, unlessCheckedMinutes: 10 });
    expect(await ask()).toMatchObject({ asked: false });
    await db.$executeRaw`UPDATE workflow SET checked_at = checked_at - interval '11 minutes'`;
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.filter(({ asked }) => asked)).toHaveLength(1);
  });

  it("is repeated at once when there was no answer", async () => {
    const { id } = await imported();
    await db.$executeRaw`UPDATE workflow SET checked_at = NULL`;
    const ask = (baseUrl: string) =>
      open({ baseUrl }).versions.check(OPERATOR, { id, unlessCheckedMinutes: 10 });
    await expect(ask("http://127.0.0.1:1")).rejects.toMatchObject({ code: "RUNNINGHUB_UNREACHABLE" });
    expect(await ask(simulator.url)).toEqual({ asked: true, newerVersionId: null });
  });

  it("about a pasted graph asks nobody", async () => {
    const content = JSON.stringify(graph(20));
    const { id } = await open().workflows.import(OPERATOR, { from: "json", name: "Mine", content });
    const nowhere = open({ baseUrl: "http://127.0.0.1:1" });
    expect(await nowhere.versions.check(OPERATOR, { id })).toEqual({ asked: false, newerVersionId: null });
  });

  it("goes through the account or the site that new tasks begin on", async () => {
    const { id } = await imported();
    const accounts = new Map([
      ["0a0a0a0a-0000-4000-8000-000000000001", "simulator"],
      ["0a0a0a0a-0000-4000-8000-000000000002", "studio"],
    ]);
    const readers: unknown[] = [];
    const library = openLibrary(db, { baseUrl: simulator.url, accounts, onRead: (who) => readers.push(who) });
    const { defaults } = await library.arrangement.get(id);
    await library.arrangement.setDefaults(OPERATOR, id, { ...defaults, site: "studio" });
    await library.versions.check(OPERATOR, { id });
    expect(readers).toMatchObject([{ accountId: null, site: "studio" }]);
  });

  it("says what RunningHub says, and that it did not answer", async () => {
    const { id } = await imported();
    const nowhere = open({ baseUrl: "http://127.0.0.1:1" });
    await expect(nowhere.versions.check(OPERATOR, { id })).rejects.toMatchObject({
      code: "RUNNINGHUB_UNREACHABLE",
    });
    await expect(open().versions.check(VIEWER, { id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the versions of an entry", () => {
  it("tell how many tasks were made from each, and those keep theirs", async () => {
    const { id, versionId } = await imported();
    const task = {
      workflowId: ID,
      workflowName: "x",
      site: "simulator",
      nodeCount: 0,
      workflowVersionId: versionId,
    };
    await db.task.createMany({
      data: ["1", "2", "3"].map((digit) => ({ ...task, id: `01900000-0000-7000-8000-00000000000${digit}` })),
    });
    await db.task.update({
      where: { id: "01900000-0000-7000-8000-000000000003" },
      data: { deletedAt: new Date() },
    });
    await publish(30);
    const { newerVersionId } = await check(id);
    await open().versions.use(OPERATOR, id, newerVersionId ?? "");
    expect(await open().versions.list(id)).toMatchObject([{ taskCount: 0 }, { taskCount: 2 }]);
    expect((await db.task.findMany()).map((one) => one.workflowVersionId)).toEqual([
      versionId,
      versionId,
      versionId,
    ]);
    const old = await open().workflows.getVersion(versionId);
    expect(old).toMatchObject({ id, versionId });
    expect(old.fields.find(({ fieldName }) => fieldName === "steps")?.value).toBe(20);
    await open().workflows.remove(OPERATOR, id);
    expect(await open().workflows.getVersion(versionId)).toMatchObject({ id, versionId });
  });

  it("of one entry are not those of another", async () => {
    const { id, versionId } = await imported();
    const content = JSON.stringify(graph(5));
    const other = await open().workflows.import(OPERATOR, { from: "json", name: "Other", content });
    const notFound = { code: "WORKFLOW_NOT_FOUND" };
    await expect(open().versions.use(OPERATOR, id, other.versionId)).rejects.toMatchObject(notFound);
    const compared = open().versions.difference({ id, beforeId: versionId, afterId: other.versionId });
    await expect(compared).rejects.toMatchObject(notFound);
    await expect(open().versions.list("nonsense")).rejects.toMatchObject(notFound);
    await expect(open().versions.use(VIEWER, id, versionId)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
