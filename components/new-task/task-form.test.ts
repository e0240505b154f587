import { describe, expect, it } from "vitest";
import type { Say } from "@/lib/field-schema";
import type { FieldValue } from "@/lib/field-value";
import { createTaskSchema } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { copiedFormValues } from "./copied-values";
import { assembleTask, initialFormValues, taskFormSchema } from "./task-form";

const say: Say = (key, values) => (values === undefined ? key : `${key} ${JSON.stringify(values)}`);

function field(over: Partial<FormField> & Pick<FormField, "type" | "value">): FormField {
  return {
    nodeId: "3",
    fieldName: "x",
    label: "X",
    hidden: false,
    group: "other",
    nodeTitle: "Node",
    classType: "Node",
    sendAs:
      typeof over.value === "boolean" ? "boolean" : typeof over.value === "number" ? "number" : "string",
    ...over,
  };
}

const PROMPT = field({ nodeId: "6", fieldName: "text", type: "textarea", value: "a fox" });
const STEPS = field({ fieldName: "steps", type: "integer", value: 20, min: 1, max: 100 });
const CFG = field({ fieldName: "cfg", type: "number", value: 8 });
const SEED = field({ fieldName: "seed", type: "seed", value: "18446744073709551615", sendAs: "number" });
const MODEL = field({
  nodeId: "4",
  fieldName: "ckpt.name",
  type: "text",
  value: "a.safetensors",
  hidden: true,
});
const PHOTO = field({ nodeId: "10", fieldName: "image", type: "image", value: "" });
const FIELDS = [PROMPT, STEPS, CFG, SEED, MODEL];

const workflow = {
  remoteId: "1904136902449209346",
  kind: "workflow" as const,
  versionId: "019353f0-0000-7000-8000-000000000000",
  fields: FIELDS,
};
const start = { start: true, date: "2026-11-25" };

function filled(fields: FormField[], change: Record<string, FieldValue> = {}) {
  const values = initialFormValues(fields, "Fox");
  return { ...values, fields: { ...values.fields, ...change } };
}

describe("assembleTask", () => {
  it("records every shown field with the type the graph has, and leaves untouched hidden ones alone", () => {
    const { input } = assembleTask(workflow, filled(FIELDS), start);
    expect(input.nodeInfoList).toEqual([
      { nodeId: "6", fieldName: "text", fieldValue: "a fox" },
      { nodeId: "3", fieldName: "steps", fieldValue: 20 },
      { nodeId: "3", fieldName: "cfg", fieldValue: 8 },
      { nodeId: "3", fieldName: "seed", random: true },
    ]);
  });

  it("leaves a random seed to be drawn at each run, also where its field is hidden", () => {
    const hidden = { ...SEED, hidden: true };
    const { input } = assembleTask({ ...workflow, fields: [hidden] }, filled([hidden]), start);
    expect(input.nodeInfoList).toEqual([{ nodeId: "3", fieldName: "seed", random: true }]);
  });

  it("fills the variables of the note, and leaves the braces of a prompt alone", () => {
    const values = filled(FIELDS, { f0: { type: "text", text: "a {red|blue} fox on {date}" } });
    const { input } = assembleTask(
      workflow,
      { ...values, description: "{index} · {date} · {nobody}" },
      start,
    );
    expect(input.description).toBe("1 · 2026-11-25 · {nobody}");
    expect(input.nodeInfoList?.[0]?.fieldValue).toBe("a {red|blue} fox on {date}");
  });

  it("starts with the defaults of the workflow", () => {
    const values = initialFormValues(FIELDS, "Fox", {
      ...{
        accountId: null,
        site: null,
        instanceType: "plus",
        timeoutMinutes: 12.5,
        descriptionTemplate: "{date}",
      },
    });
    expect(assembleTask(workflow, values, start).input).toMatchObject({
      instanceType: "plus",
      timeoutMinutes: 12.5,
      description: "2026-11-25",
    });
  });

  it("of a graph with more seeds than a task takes leaves the last unseen ones to RunningHub", () => {
    const seeds = Array.from({ length: 600 }, (_, index) =>
      field({ nodeId: String(100 + index), fieldName: "seed", type: "seed", value: 1, hidden: true }),
    );
    const fields = [PROMPT, ...seeds, STEPS];
    const { input, paths } = assembleTask({ ...workflow, fields }, filled(fields), start);
    expect(createTaskSchema.safeParse(input).error).toBeUndefined();
    expect(input.nodeInfoList).toHaveLength(500);
    expect(paths).toHaveLength(500);
    expect(input.nodeInfoList?.map(({ nodeId }) => nodeId).slice(-2)).toEqual(["597", STEPS.nodeId]);
  });

  it("makes a create call every door accepts", () => {
    const { input } = assembleTask(workflow, filled(FIELDS), start);
    expect(createTaskSchema.safeParse(input).error).toBeUndefined();
  });

  it("sends a hidden field once somebody changed it", () => {
    const values = filled(FIELDS, { f4: { type: "text", text: "b.safetensors" } });
    expect(assembleTask(workflow, values, start).input.nodeInfoList).toContainEqual({
      nodeId: "4",
      fieldName: "ckpt.name",
      fieldValue: "b.safetensors",
    });
  });

  it("sends a hidden field whose value the form was given, and begins with a seed that was chosen", () => {
    const fields = FIELDS.map((one) =>
      one === MODEL || one === SEED ? { ...one, value: one === SEED ? 7 : "b", savedValue: one.value } : one,
    );
    const { input } = assembleTask({ ...workflow, fields }, filled(fields), start);
    expect(input.nodeInfoList?.slice(-2)).toEqual([
      { nodeId: "3", fieldName: "seed", fieldValue: 7 },
      { nodeId: "4", fieldName: "ckpt.name", fieldValue: "b" },
    ]);
  });

  it("keeps all digits of a fixed seed beyond 2^53", () => {
    const values = filled(FIELDS, { f3: { type: "seed", random: false, text: "18446744073709551615" } });
    expect(assembleTask(workflow, values, start).input.nodeInfoList).toContainEqual({
      nodeId: "3",
      fieldName: "seed",
      fieldValue: "18446744073709551615",
    });
  });

  it("sends text for a switch where the AI app wants text", () => {
    const fields = [field({ type: "switch", value: "true", sendAs: "string" })];
    const { input } = assembleTask({ ...workflow, fields }, filled(fields), start);
    expect(input.nodeInfoList?.[0]?.fieldValue).toBe("true");
  });

  it("names an upload by its id, and the workflow's own file by its name", () => {
    const fields = [PHOTO, { ...PHOTO, nodeId: "11", value: "example.png" }];
    const given = { id: "u1", fileName: "a.png", size: 3 };
    const values = filled(fields, { f0: { type: "file", saved: "", given, busy: false } });
    expect(assembleTask({ ...workflow, fields }, values, start).input.nodeInfoList).toEqual([
      { nodeId: "10", fieldName: "image", uploadId: "u1" },
      { nodeId: "11", fieldName: "image", fieldValue: "example.png" },
    ]);
  });

  it("lets an input typed by hand win over the field of the same name, and knows where each entry came from", () => {
    const values = filled(FIELDS);
    values.extras.push({ nodeId: "3", fieldName: "steps", fieldValue: "30", sendAs: "number" });
    const { input, paths } = assembleTask(workflow, values, start);
    expect(input.nodeInfoList?.filter((entry) => entry.fieldName === "steps")).toEqual([
      { nodeId: "3", fieldName: "steps", fieldValue: 30 },
    ]);
    expect(paths).toEqual(["fields.f0", "fields.f2", "fields.f3", "extras.0"]);
  });
});

describe("taskFormSchema", () => {
  const problems = (fields: FormField[], change: Record<string, FieldValue>) => {
    const result = taskFormSchema(fields, say).safeParse(filled(fields, change));
    return result.error?.issues.map((issue) => [issue.path.join("."), issue.message]);
  };

  it("accepts the workflow's own values", () => {
    expect(problems(FIELDS, {})).toBeUndefined();
  });

  it.each([
    [STEPS, "12.5", "integer"],
    [STEPS, "", "integer"],
    [STEPS, "101", 'between {"min":1,"max":100}'],
    [CFG, "seven", "number"],
    [{ ...PROMPT, required: true }, " ", "required"],
    [field({ type: "number", value: 1, max: 2 }), "3", 'atMost {"max":2}'],
    [field({ type: "select", value: "a", options: [{ value: "a", label: "A" }] }), "z", "choice"],
  ])("says what is wrong with %o = %s", (which, text, message) => {
    expect(problems([which], { f0: { type: "text", text } })).toEqual([["fields.f0", message]]);
  });

  it("wants a file where the workflow has none of its own, and waits for one under way", () => {
    expect(problems([PHOTO], {})).toEqual([["fields.f0", "fileMissing"]]);
    const own = { ...PHOTO, value: "example.png" };
    expect(problems([own], {})).toBeUndefined();
    expect(problems([{ ...own, required: true }], {})).toEqual([["fields.f0", "required"]]);
    const busy: FieldValue = { type: "file", saved: "old.png", given: null, busy: true };
    expect(problems([PHOTO], { f0: busy })).toEqual([["fields.f0", "fileUploading"]]);
    const failed: FieldValue = { type: "file", saved: "old.png", given: null, busy: false, failed: true };
    expect(problems([own], { f0: failed })).toEqual([["fields.f0", "fileFailed"]]);
  });

  it("ignores what is written beside a random seed", () => {
    expect(problems([SEED], { f0: { type: "seed", random: true, text: "x" } })).toBeUndefined();
    expect(problems([SEED], { f0: { type: "seed", random: false, text: "x" } })).toEqual([
      ["fields.f0", "integer"],
    ]);
  });
});

describe("copiedFormValues", () => {
  it("runs an earlier task again exactly, also where the workflow has changed since", () => {
    const task = {
      workflowName: "Fox 2",
      description: "blue",
      instanceType: "plus" as const,
      timeoutMinutes: 45,
      nodeInfoList: [
        { nodeId: "6", fieldName: "text", fieldValue: "a wolf" },
        { nodeId: "3", fieldName: "steps", fieldValue: 31 },
        { nodeId: "3", fieldName: "cfg", fieldValue: 6.5 },
        { nodeId: "3", fieldName: "seed", fieldValue: "18446744073709551615" },
        { nodeId: "77", fieldName: "gone", fieldValue: true },
      ],
    };
    const { input } = assembleTask(workflow, copiedFormValues(FIELDS, task), { ...start, start: false });
    expect(input).toMatchObject({
      workflowName: "Fox 2",
      description: "blue",
      instanceType: "plus",
      timeoutMinutes: 45,
    });
    expect(input.nodeInfoList).toEqual(task.nodeInfoList);
  });

  it("offers the seed of the earlier run, and draws a new one unless it is chosen", () => {
    const task = {
      ...{ workflowName: "x", description: null, instanceType: null, timeoutMinutes: null },
      nodeInfoList: [{ nodeId: "3", fieldName: "seed", fieldValue: "4242", random: true as const }],
    };
    const values = copiedFormValues([SEED], task);
    expect(values.fields.f0).toEqual({ type: "seed", random: true, text: "4242" });
    const { input } = assembleTask({ ...workflow, fields: [SEED] }, values, start);
    expect(input.nodeInfoList).toEqual([{ nodeId: "3", fieldName: "seed", random: true }]);
  });

  it("keeps the earlier task's upload", () => {
    const nodeInfoList = [{ nodeId: "10", fieldName: "image", uploadId: "u1", fileName: "a.png" }];
    const task = {
      workflowName: "x",
      description: null,
      instanceType: null,
      timeoutMinutes: null,
      nodeInfoList,
    };
    const values = copiedFormValues([PHOTO], task);
    expect(assembleTask({ ...workflow, fields: [PHOTO] }, values, start).input.nodeInfoList).toEqual([
      { nodeId: "10", fieldName: "image", uploadId: "u1" },
    ]);
  });
});
