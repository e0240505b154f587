import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_DEFAULTS, type WorkflowDefaults } from "@/lib/workflow-settings";
import { connect, type Database } from "../persistence/prisma";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { OPERATOR, openLibrary, VIEWER } from "../testing/library";

const ACCOUNT = "0a0a0a0a-0000-4000-8000-000000000001";
const GONE = "0a0a0a0a-0000-4000-8000-000000000002";
const steps = { nodeId: "3", fieldName: "steps" };
const content = `{"3":{"class_type":"KSampler","inputs":{"seed":18446744073709551615,"steps":20},"_meta":{"title":"Sampler"}},
  "9":{"class_type":"SaveImage","inputs":{"images":["3",0]}}}`;

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await db.workflow.deleteMany();
});

/** Nothing here asks RunningHub. */
const open = (accounts = new Map([[ACCOUNT, "simulator"]])) =>
  openLibrary(db, { baseUrl: "http://127.0.0.1:1", accounts });
const pasted = (name = "Mine", graph = content) =>
  open().workflows.import(OPERATOR, { from: "json", name, content: graph, remoteId: "19" });

describe("the form of an entry", () => {
  it("is shown as people arranged it, and made anew when they take that back", async () => {
    const { id, fields } = await pasted();
    const form = { fields: [{ ...steps, label: "Quality", value: 30 }], ordered: true };
    const arrangement = await open().arrangement.setForm(OPERATOR, id, form);
    expect(arrangement).toMatchObject({ form, generated: fields });
    expect(await open().workflows.get(id)).toMatchObject({
      ordered: true,
      fields: [
        { fieldName: "steps", label: "Quality", value: 30, savedValue: 20 },
        { fieldName: "seed", value: "18446744073709551615" },
      ],
    });
    await open().arrangement.setForm(OPERATOR, id, { fields: [] });
    expect(await open().workflows.get(id)).toMatchObject({ fields, ordered: false });
  });

  it("is refused with words that name the field, and stays as it was", async () => {
    const { id } = await pasted();
    const set = open().arrangement.setForm(OPERATOR, id, { fields: [{ ...steps, min: 5, max: 3 }] });
    await expect(set).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: "“Sampler · steps”: the minimum 5 is above the maximum 3",
      details: { field: "form.fields.0" },
    });
    expect((await open().arrangement.get(id)).form).toEqual({ fields: [] });
  });

  it("keeps settings of a field that is gone, for when it comes back", async () => {
    const { id } = await pasted();
    await open().arrangement.setForm(OPERATOR, id, { fields: [{ ...steps, label: "Quality" }] });
    const without = `{"3":{"class_type":"KSampler","inputs":{"seed":1}},"9":{"class_type":"SaveImage","inputs":{"images":["3",0]}}}`;
    expect((await pasted("Mine", without)).fields).toMatchObject([{ fieldName: "seed" }]);
    const { fields } = await pasted("Mine");
    expect(fields.find(({ fieldName }) => fieldName === "steps")?.label).toBe("Quality");
  });

  it("is not for viewers to arrange, and an entry that is not there has none", async () => {
    const { id } = await pasted();
    const { arrangement } = open();
    const forbidden = { code: "FORBIDDEN" };
    await expect(arrangement.setForm(VIEWER, id, { fields: [] })).rejects.toMatchObject(forbidden);
    await expect(arrangement.setDefaults(VIEWER, id, NO_DEFAULTS)).rejects.toMatchObject(forbidden);
    const rename = arrangement.rename(VIEWER, { id, name: "x", description: null });
    await expect(rename).rejects.toMatchObject(forbidden);
    await expect(arrangement.get("nonsense")).rejects.toMatchObject({ code: "WORKFLOW_NOT_FOUND" });
  });
});

describe("what a new task begins with", () => {
  it("is kept, and an account that is gone is shown as such but used by no form", async () => {
    const { id } = await pasted();
    const defaults: WorkflowDefaults = {
      accountId: GONE,
      site: null,
      instanceType: "plus",
      timeoutMinutes: 45,
      descriptionTemplate: "{index} of {date}",
    };
    const both = new Map([
      [ACCOUNT, "simulator"],
      [GONE, "simulator"],
    ]);
    await open(both).arrangement.setDefaults(OPERATOR, id, defaults);
    expect((await open(both).workflows.get(id)).defaults).toEqual(defaults);
    expect((await open().workflows.get(id)).defaults).toEqual({ ...defaults, accountId: null });
    expect((await open().arrangement.get(id)).defaults).toEqual(defaults);
    await open().arrangement.setDefaults(OPERATOR, id, { ...defaults, timeoutMinutes: 5 });
  });

  it("names one place, that is here", async () => {
    const { id } = await pasted();
    const set = (place: object) => open().arrangement.setDefaults(OPERATOR, id, { ...NO_DEFAULTS, ...place });
    await expect(set({ accountId: GONE })).rejects.toMatchObject({ code: "ACCOUNT_NOT_FOUND" });
    await expect(set({ accountId: ACCOUNT, site: "simulator" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

describe("a name", () => {
  it("is changed with the description, and the id stays", async () => {
    const { id } = await pasted();
    const view = await open().arrangement.rename(OPERATOR, { id, name: "Ours", description: "for all" });
    expect(view).toMatchObject({ id, name: "Ours", description: "for all" });
  });

  it("of another graph on the same workflow is taken, unless that was removed", async () => {
    const { id } = await pasted();
    const other = await pasted("Other");
    const rename = () => open().arrangement.rename(OPERATOR, { id, name: "Other", description: null });
    await expect(rename()).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "name" } });
    await open().workflows.remove(OPERATOR, other.id);
    expect(await rename()).toMatchObject({ id, name: "Other" });
  });
});

describe("an exported entry", () => {
  const arranged = async () => {
    const { id } = await pasted();
    await open().arrangement.rename(OPERATOR, { id, name: "Ours", description: "for all" });
    await open().arrangement.setForm(OPERATOR, id, { fields: [{ ...steps, label: "Quality" }] });
    await open().arrangement.setDefaults(OPERATOR, id, {
      ...NO_DEFAULTS,
      accountId: ACCOUNT,
      instanceType: "ultra",
    });
    return id;
  };
  const restore = (text: string, accounts?: Map<string, string>) =>
    open(accounts).workflows.import(OPERATOR, { from: "file", content: text });

  it("brings back name, content to the digit, arrangement and defaults", async () => {
    const id = await arranged();
    const before = await open().workflows.get(id);
    const file = await open().arrangement.export(id);
    await db.workflow.deleteMany();
    const { id: _, versionId, updatedAt, ...restored } = await restore(file);
    expect({ ...before, ...restored }).toEqual(before);
    expect(restored.defaults.accountId).toBe(ACCOUNT);
  });

  it("leaves an account behind that is not here", async () => {
    const file = await open().arrangement.export(await arranged());
    await db.workflow.deleteMany();
    const restored = await restore(file, new Map([[GONE, "simulator"]]));
    expect(restored.defaults).toMatchObject({ accountId: null, instanceType: "ultra" });
    expect((await open().arrangement.get(restored.id)).defaults.accountId).toBeNull();
  });

  it("wins over what was changed since, and over a removal", async () => {
    const id = await arranged();
    const file = await open().arrangement.export(id);
    await open().arrangement.setForm(OPERATOR, id, { fields: [{ ...steps, label: "Other words" }] });
    await open().workflows.remove(OPERATOR, id);
    const restored = await restore(file);
    expect(restored).toMatchObject({ id, name: "Ours" });
    expect(restored.fields.map(({ label }) => label)).toContain("Quality");
  });

  it("that is broken, or whose content is no workflow, is refused and changes nothing", async () => {
    const file = await open().arrangement.export(await arranged());
    await db.workflow.deleteMany();
    const refusals = [
      [file.slice(0, 200), "cut off"],
      [JSON.stringify({ ...JSON.parse(file), version: 9 }), "newer HubQueue"],
      [JSON.stringify({ ...JSON.parse(file), content: "{}" }), "no workflow nodes"],
    ] as const;
    for (const [text, words] of refusals)
      await expect(restore(text)).rejects.toMatchObject({
        code: "INVALID_INPUT",
        message: expect.stringContaining(words),
      });
    expect(await open().workflows.list()).toEqual([]);
  });
});
