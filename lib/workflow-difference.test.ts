import { describe, expect, it } from "vitest";
import { isWorthTelling, workflowDifference } from "./workflow-difference";

const node = (classType: string, inputs: object, title = classType) => ({
  class_type: classType,
  inputs,
  _meta: { title },
});
const base = {
  "1": node("LoadImage", { image: "a.png" }),
  "2": node("CLIPTextEncode", { text: "a fox" }, "Prompt"),
  "3": node("KSampler", { seed: 1, steps: 20, positive: ["2", 0], pixels: ["1", 0] }),
  "9": node("SaveImage", { images: ["3", 0] }),
};
const between = (before: object, after: object) =>
  workflowDifference("workflow", JSON.stringify(before), JSON.stringify(after));
const places = (fields: readonly { nodeId: string; fieldName: string }[]) =>
  fields.map(({ nodeId, fieldName }) => `${nodeId}.${fieldName}`);

describe("the difference of two graphs", () => {
  it("of the same is nothing worth telling, whatever the order in the file", () => {
    const { "9": last, ...rest } = base;
    const difference = between(base, { "9": last, ...rest });
    expect(difference.values).toEqual([]);
    expect(isWorthTelling(difference)).toBe(false);
  });

  it("tells nodes and fields that are new, gone, of another class or another title", () => {
    const { "1": gone, ...rest } = base;
    const difference = between(base, {
      ...rest,
      "2": node("CLIPTextEncode", { text: "a fox" }, "What to paint"),
      "3": node("KSamplerAdvanced", { seed: 1, steps: 20, cfg: 7, positive: ["2", 0] }),
      "12": node("LoraLoader", { strength_model: 0.8 }),
    });
    expect(difference.nodes.added).toMatchObject([{ id: "12", classType: "LoraLoader" }]);
    expect(difference.nodes.removed).toMatchObject([{ id: "1", title: "LoadImage" }]);
    expect(difference.nodes.changed).toMatchObject([
      { id: "3", before: "KSampler", classType: "KSamplerAdvanced" },
    ]);
    expect(difference.nodes.renamed).toMatchObject([{ id: "2", before: "Prompt", title: "What to paint" }]);
    expect(places(difference.fields.added).sort()).toEqual(["12.strength_model", "3.cfg"]);
    expect(places(difference.fields.removed)).toEqual(["1.image"]);
    expect(difference.links).toBe(1);
  });

  it("tells values with what they were, digit for digit", () => {
    const difference = workflowDifference(
      "workflow",
      `{"3":{"class_type":"A","inputs":{"count":18446744073709551614,"text":"a"}}}`,
      `{"3":{"class_type":"A","inputs":{"count":18446744073709551615,"text":"${"b".repeat(300)}"}}}`,
    );
    expect(difference.values).toMatchObject([
      { fieldName: "text", before: "a", after: `${"b".repeat(200)}…` },
      { fieldName: "count", before: "18446744073709551614", after: "18446744073709551615" },
    ]);
  });

  it("counts links that lead elsewhere, and a value that became a link as a field that is gone", () => {
    const difference = between(base, {
      ...base,
      "3": node("KSampler", { seed: 1, steps: ["2", 0], positive: ["1", 0], pixels: ["1", 0] }),
    });
    expect(difference.links).toBe(2);
    expect(places(difference.fields.removed)).toEqual(["3.steps"]);
  });

  it("with nothing but seeds drawn anew is not worth a question", () => {
    const difference = between(base, { ...base, "3": node("KSampler", { ...base["3"].inputs, seed: 99 }) });
    expect(difference.values).toMatchObject([{ fieldName: "seed", isSeed: true }]);
    expect(isWorthTelling(difference)).toBe(false);
    const steps = between(base, { ...base, "3": node("KSampler", { ...base["3"].inputs, steps: 8 }) });
    expect(isWorthTelling(steps)).toBe(true);
  });
});

describe("the difference of two states of an AI app", () => {
  const input = (fieldName: string, more: object = {}) => ({
    nodeId: "1",
    fieldName,
    fieldValue: "x",
    fieldType: "STRING",
    description: fieldName,
    ...more,
  });
  const app = (...nodeInfoList: object[]) => JSON.stringify({ nodeInfoList });

  it("tells inputs that are new, gone or asked for otherwise", () => {
    const difference = workflowDifference(
      "ai-app",
      app(input("text"), input("style"), input("size")),
      app(input("text", { description: "Your words" }), input("style", { fieldValue: "y" }), input("mood")),
    );
    expect(places(difference.fields.added)).toEqual(["1.mood"]);
    expect(places(difference.fields.removed)).toEqual(["1.size"]);
    expect(places(difference.fields.changed)).toEqual(["1.text"]);
    expect(difference.values).toMatchObject([{ fieldName: "style", before: "x", after: "y" }]);
    expect(difference.nodes.added).toEqual([]);
  });
});
