import { describe, expect, it } from "vitest";
import { isAppError } from "./errors";
import { workflowForm } from "./workflow-form";
import type { FormField } from "./workflow-schemas";

function fieldOf(item: object): FormField {
  const content = JSON.stringify({
    nodeInfoList: [{ nodeId: "1", nodeName: "Node", fieldName: "x", ...item }],
  });
  const field = workflowForm("ai-app", content).fields[0];
  if (field === undefined) throw new Error("no field");
  return field;
}
const values = (field: FormField) => field.options?.map((option) => option.value);

describe("an AI app's input", () => {
  it("carries the author's words in both languages", () => {
    expect(fieldOf({ fieldType: "STRING", description: "提示词", descriptionEn: "Prompt" })).toMatchObject({
      label: "提示词",
      labelEn: "Prompt",
      hidden: false,
      sendAs: "string",
    });
    expect(fieldOf({ fieldType: "STRING", descriptionEn: "Prompt" }).label).toBe("Prompt");
    expect(fieldOf({ fieldType: "STRING" }).label).toBe("Node · x");
  });

  it("is a file for pictures, videos, sounds and archives; the names in its data are no choices", () => {
    const fieldData = '[["example.png", "keep_this_dic"], {"image_upload": true}]';
    expect(fieldOf({ fieldType: "IMAGE", fieldValue: "a.jpg", fieldData })).toMatchObject({
      type: "image",
      value: "a.jpg",
      group: "files",
    });
    expect(fieldOf({ fieldType: "IMAGE", fieldData }).options).toBeUndefined();
    expect(fieldOf({ fieldType: "video" }).type).toBe("video");
    expect(fieldOf({ fieldType: "AUDIO" }).type).toBe("audio");
    expect(fieldOf({ fieldType: "ZIP" }).type).toBe("file");
  });

  it("is a choice whose value is the index, without the entry that only holds a default", () => {
    const fieldData = JSON.stringify([
      { name: "1:1", index: "1:1", description: "square" },
      { name: "wide", index: "16:9", description: "wide" },
      { default: "1:1", description: "忽略" },
    ]);
    expect(fieldOf({ fieldType: "LIST", fieldValue: "16:9", fieldData })).toMatchObject({
      type: "select",
      value: "16:9",
      options: [
        { value: "1:1", label: "1:1 · square" },
        { value: "16:9", label: "wide" },
      ],
    });
    // Stored under its name, or not stored at all.
    expect(fieldOf({ fieldType: "LIST", fieldValue: "wide", fieldData }).value).toBe("16:9");
    expect(fieldOf({ fieldType: "LIST", fieldValue: null, fieldData }).value).toBe("1:1");
  });

  it("reads the choices of every other shape", () => {
    const combo = '["COMBO",{"options":["a","b"],"default":"b"}]';
    expect(values(fieldOf({ fieldType: "LIST", fieldData: combo }))).toEqual(["a", "b"]);
    expect(fieldOf({ fieldType: "LIST", fieldData: combo }).value).toBe("b");
    expect(values(fieldOf({ fieldType: "COMBO", fieldData: '[["a","b"],{"default":"a"}]' }))).toEqual([
      "a",
      "b",
    ]);
    expect(values(fieldOf({ fieldType: "LIST", fieldData: JSON.stringify(combo) }))).toEqual(["a", "b"]);
    expect(values(fieldOf({ fieldType: "LIST", fieldData: combo.replaceAll('"', '\\"') }))).toEqual([
      "a",
      "b",
    ]);
  });

  it("keeps a value its list has lost", () => {
    const field = fieldOf({ fieldType: "LIST", fieldValue: "gone", fieldData: '[["a"],{}]' });
    expect([field.value, values(field)]).toEqual(["gone", ["gone", "a"]]);
  });

  it("sends the branch of a switch as whole-number text", () => {
    const fieldData = '[{"name":"first","index":1.0},{"name":"second","index":2.0}]';
    const field = fieldOf({ fieldType: "SWITCH", fieldValue: "2", fieldData });
    expect([field.type, field.value, values(field)]).toEqual(["select", "2", ["1", "2"]]);
    expect(fieldOf({ fieldType: "SWITCH", fieldValue: "2.0", fieldData }).value).toBe("2");
  });

  it("is a number with its limits, digits kept", () => {
    expect(
      fieldOf({
        fieldType: "INT",
        fieldValue: "20",
        fieldData: '["INT",{"default":20,"min":1,"max":100,"step":1}]',
      }),
    ).toMatchObject({ type: "integer", value: 20, min: 1, max: 100, step: 1 });
    expect(fieldOf({ fieldType: "FLOAT", fieldData: '["FLOAT",{"default":0.5}]' })).toMatchObject({
      type: "number",
      value: 0.5,
    });
    const seed = fieldOf({
      fieldName: "seed",
      fieldType: "INT",
      fieldValue: "18446744073709551615",
      fieldData: '["INT",{"default":0,"min":0,"max":18446744073709551615}]',
    });
    expect(seed).toMatchObject({ type: "seed", value: "18446744073709551615", min: 0 });
    expect(seed.max).toBeUndefined();
  });

  it("is a switch for booleans in any spelling", () => {
    for (const fieldValue of ["true", "True", true, "1"]) {
      expect(fieldOf({ fieldType: "BOOLEAN", fieldValue })).toMatchObject({ type: "switch", value: true });
    }
    expect(fieldOf({ fieldType: "BOOLEAN", fieldValue: "false" }).value).toBe(false);
    expect(fieldOf({ fieldType: "BOOLEAN", fieldData: '["BOOLEAN",{"default":true}]' }).value).toBe(true);
  });

  it("is text for what nobody knows, however broken its data", () => {
    for (const fieldData of [undefined, null, "", "not json", "[", "{}", "[]", '"""', 5]) {
      expect(fieldOf({ fieldType: "HOLOGRAM", fieldValue: "v", fieldData })).toMatchObject({
        type: "text",
        value: "v",
      });
      expect(fieldOf({ fieldType: "LIST", fieldValue: "v", fieldData })).toMatchObject({
        type: "text",
        value: "v",
      });
    }
    expect(fieldOf({ fieldType: "STRING", fieldData: '["STRING",{"multiline":true}]' }).type).toBe(
      "textarea",
    );
    expect(fieldOf({ fieldData: '["INT",{"default":3}]' })).toMatchObject({ type: "integer", value: 3 });
  });
});

it("keeps the author's order, tells two inputs of one node apart, and skips what has no place", () => {
  const items = [
    { nodeId: "9", fieldName: "b", fieldType: "STRING", description: "same" },
    { nodeId: 2, fieldName: "a", fieldType: "IMAGE", description: "same" },
    { nodeId: 2, fieldName: "b", fieldType: "IMAGE", description: "same" },
    { nodeId: "2", fieldName: "c", fieldType: "INT" },
    { fieldName: "lost" },
    "noise",
  ];
  const form = workflowForm("ai-app", JSON.stringify({ nodeInfoList: items }));
  expect(form.fields.map((field) => `${field.nodeId}.${field.fieldName} ${field.label}`)).toEqual([
    "9.b same (#9)",
    "2.a same (#2) · a",
    "2.b same (#2) · b",
    "2.c c",
  ]);
  expect(form.nodeCount).toBe(2);
});

it("refuses content that is no list of inputs", () => {
  for (const content of ["", "{}", '{"nodeInfoList":5}', "null"]) {
    expect(() => workflowForm("ai-app", content)).toThrow(expect.toSatisfy(isAppError));
  }
});
