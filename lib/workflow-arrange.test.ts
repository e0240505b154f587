import { describe, expect, it } from "vitest";
import { applyFormSettings } from "./workflow-arrange";
import { formSettingsProblem } from "./workflow-field-setting";
import { workflowForm } from "./workflow-form";
import type { FormField } from "./workflow-schemas";
import type { FieldSetting } from "./workflow-settings";

const { fields } = workflowForm(
  "workflow",
  `{"1":{"class_type":"LoadImage","inputs":{"image":"a.png"},"_meta":{"title":"Photo"}},
    "2":{"class_type":"CLIPTextEncode","inputs":{"text":"a fox"},"_meta":{"title":"Prompt"}},
    "3":{"class_type":"KSampler","inputs":{"seed":18446744073709551615,"steps":20,"cfg":7.5,"sampler_name":"euler",
      "tiled":true,"latent":["1",0],"positive":["2",0]},"_meta":{"title":"Sampler"}},
    "9":{"class_type":"SaveImage","inputs":{"images":["3",0]}}}`,
);
const place = (nodeId: string, fieldName: string) => ({ nodeId, fieldName });
const find = (list: readonly FormField[], fieldName: string) =>
  list.find((one) => one.fieldName === fieldName);
const names = (list: readonly FormField[]) => list.map(({ fieldName }) => fieldName);
const arrange = (...settings: FieldSetting[]) => applyFormSettings(fields, { fields: settings });

describe("an arranged form", () => {
  it("without settings is the form as it is made", () => {
    expect(arrange()).toEqual(fields);
  });

  it("has the labels, switches, limits, values and presets that people set, and all else as it was", () => {
    const presets = [{ label: "Draft", value: "8" }];
    const form = arrange(
      { ...place("3", "steps"), label: "Quality", min: 4, max: 40, step: 2, value: 30, presets },
      { ...place("2", "text"), required: true },
      { ...place("3", "cfg"), hidden: true },
    );
    expect(find(form, "steps")).toEqual({
      ...find(fields, "steps"),
      ...{ label: "Quality", min: 4, max: 40, step: 2, value: 30, savedValue: 20, presets },
    });
    expect(find(form, "text")).toEqual({ ...find(fields, "text"), required: true });
    expect(find(form, "cfg")).toMatchObject({ hidden: true, value: 7.5 });
    expect(names(form)).toEqual(names(fields));
  });

  it("keeps to the order people chose, and fields they did not name follow in their own", () => {
    const settings = [place("3", "cfg"), place("1", "image")];
    const form = applyFormSettings(fields, { ordered: true, fields: settings });
    const rest = names(fields).filter((name) => name !== "cfg" && name !== "image");
    expect(names(form)).toEqual(["cfg", "image", ...rest]);
  });

  it("ignores settings of fields that are gone", () => {
    expect(arrange({ ...place("77", "strength"), label: "Strength", value: 1 })).toEqual(fields);
  });

  it("leaves out what a field of another version does not take, and keeps the rest", () => {
    const form = arrange({
      ...place("3", "steps"),
      ...{ label: "Quality", value: "many", min: 50, max: 10, presets: [{ label: "Few", value: "few" }] },
    });
    expect(find(form, "steps")).toEqual({ ...find(fields, "steps"), label: "Quality" });
  });

  it("renames in both languages: an AI app's English label gives way", () => {
    const { fields: inputs } = workflowForm(
      "ai-app",
      `{"nodeInfoList":[{"nodeId":"1","fieldName":"text","fieldValue":"x","fieldType":"STRING","description":"提示词","descriptionEn":"Prompt"}]}`,
    );
    const [field] = applyFormSettings(inputs, { fields: [{ ...place("1", "text"), label: "Words" }] });
    expect(field).toMatchObject({ label: "Words" });
    expect(field?.labelEn).toBeUndefined();
  });
});

describe("a setting that makes no sense", () => {
  const problemOf = (setting: FieldSetting) => {
    const found = formSettingsProblem(fields, { fields: [setting] });
    return found && [found.field.fieldName, found.problem.code];
  };

  it.each<[string, FieldSetting, string]>([
    ["a minimum above the maximum", { ...place("3", "steps"), min: 30, max: 10 }, "minAboveMax"],
    ["a maximum below the field's own minimum", { ...place("3", "steps"), max: 0 }, "minAboveMax"],
    ["limits of a text", { ...place("2", "text"), min: 1 }, "range"],
    ["a default outside the range", { ...place("3", "steps"), min: 1, max: 10, value: 11 }, "outOfRange"],
    ["a range without the workflow's own value", { ...place("3", "steps"), max: 10 }, "ownOutOfRange"],
    ["a default that is no number", { ...place("3", "cfg"), value: "high" }, "notNumber"],
    ["half a step", { ...place("3", "steps"), value: 7.5 }, "notWhole"],
    ["a switch that is a word", { ...place("3", "tiled"), value: "yes" }, "notSwitch"],
    ["a text that is a number", { ...place("2", "text"), value: 5 }, "notText"],
    [
      "a preset that is no number",
      { ...place("3", "steps"), presets: [{ label: "A", value: "ten" }] },
      "notNumber",
    ],
    [
      "a preset outside the range",
      { ...place("3", "steps"), max: 30, presets: [{ label: "A", value: "31" }] },
      "outOfRange",
    ],
    ["presets of a file", { ...place("1", "image"), presets: [{ label: "A", value: "b.png" }] }, "presets"],
  ])("is named with its field: %s", (_, setting, code) => {
    expect(problemOf(setting)).toEqual([setting.fieldName, code]);
  });

  it("is not one of these", () => {
    const fine: FieldSetting[] = [
      { ...place("3", "seed"), value: "18446744073709551614", max: 5 },
      { ...place("3", "steps"), min: 20, max: 20 },
      { ...place("3", "sampler_name"), value: "my_own_sampler" },
      { ...place("3", "cfg"), value: "6.5" },
      { ...place("99", "gone"), min: 5, max: 1 },
    ];
    expect(fine.map((setting) => formSettingsProblem(fields, { fields: [setting] })?.problem.code)).toEqual([
      "outOfRange",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
