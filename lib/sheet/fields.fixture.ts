/** Fields for the tests of this folder. */
import type { FormField } from "../workflow-schemas";

export function field(over: Partial<FormField> & Pick<FormField, "type" | "value">): FormField {
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

export const PHOTO = field({ nodeId: "10", fieldName: "image", label: "Photo", type: "image", value: "" });
export const PROMPT = field({
  nodeId: "6",
  fieldName: "text",
  label: "Prompt",
  type: "textarea",
  value: "a fox",
});
export const STEPS = field({
  fieldName: "steps",
  label: "Steps",
  type: "integer",
  value: 20,
  min: 1,
  max: 100,
});
export const SEED = field({
  fieldName: "seed",
  label: "Seed",
  type: "seed",
  value: "18446744073709551615",
  sendAs: "number",
  min: 0,
});
export const FAST = field({ nodeId: "8", fieldName: "fast", label: "Fast", type: "switch", value: false });
export const SAMPLER = field({
  fieldName: "sampler",
  label: "Sampler",
  type: "select",
  value: "euler",
  options: [
    { value: "euler", label: "Euler" },
    { value: "dpm_2", label: "DPM 2" },
  ],
});
export const MODEL = field({
  nodeId: "4",
  fieldName: "ckpt_name",
  label: "Model",
  type: "text",
  value: "a.safetensors",
  hidden: true,
});
