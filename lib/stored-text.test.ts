import { describe, expect, it } from "vitest";
import { renameBatchSchema } from "./batch-schemas";
import { createTaskSchema } from "./task-schemas";
import { readWorkflowFile, writeWorkflowFile } from "./workflow-file";
import { importWorkflowSchema, localizedTextSchema, renameWorkflowSchema } from "./workflow-schemas";
import { formSettingsSchema, NO_DEFAULTS, workflowDefaultsSchema } from "./workflow-settings";

const field = { nodeId: "3", fieldName: "text" };
const form = (settings: object) => formSettingsSchema.safeParse({ fields: [{ ...field, ...settings }] });
const task = (input: object) =>
  createTaskSchema.safeParse({ workflowId: "1", nodeInfoList: [{ ...field, fieldValue: "", ...input }] });
const file = (description: string) =>
  readWorkflowFile(
    writeWorkflowFile({
      name: "x",
      description,
      localized: null,
      kind: "workflow",
      remoteId: "1",
      source: "remote",
      content: "{}",
      form: { fields: [] },
      defaults: NO_DEFAULTS,
    }),
  );

/** Everything people write that is kept, and whether a schema takes it. */
const KEPT: Record<string, (text: string) => boolean> = {
  "a task's value": (text) => task({ fieldValue: text }).success,
  "a task's field name": (text) => task({ fieldName: text }).success,
  "a batch's name": (name) => renameBatchSchema.safeParse({ name }).success,
  "a workflow's name": (name) => renameWorkflowSchema.safeParse({ id: "1", name, description: null }).success,
  "a workflow's description": (description) =>
    renameWorkflowSchema.safeParse({ id: "1", name: "x", description }).success,
  "a word in two languages": (text) => localizedTextSchema.safeParse({ en: text, zh: "词" }).success,
  "a graph": (content) => importWorkflowSchema.safeParse({ from: "json", name: "x", content }).success,
  "an exported entry": (text) => file(text).ok,
  "a node id of a form": (nodeId) => form({ nodeId }).success,
  "a field name of a form": (fieldName) => form({ fieldName }).success,
  "a label of a form": (label) => form({ label }).success,
  "a value of a form": (value) => form({ value }).success,
  "a preset's label": (label) => form({ presets: [{ label, value: "" }] }).success,
  "a preset's value": (value) => form({ presets: [{ label: "x", value }] }).success,
  "a note's template": (descriptionTemplate) =>
    workflowDefaultsSchema.safeParse({ ...NO_DEFAULTS, descriptionTemplate }).success,
};

describe.each(Object.entries(KEPT))("%s", (_, takes) => {
  it("may be any text that the database can keep as it is, and no other", () => {
    expect(takes("a 狐 🦊")).toBe(true);
    expect(takes("a\u0000b")).toBe(false);
    expect(takes("a\ud800b")).toBe(false);
  });
});
