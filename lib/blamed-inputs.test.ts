import { expect, it } from "vitest";
import { blamedInputs } from "./blamed-inputs";

const inputs = [
  { nodeId: "3", fieldName: "sampler_name" },
  { nodeId: "3", fieldName: "steps" },
  { nodeId: "6", fieldName: "text" },
  { nodeId: "7", fieldName: "text" },
  { nodeId: "12:4", fieldName: "width" },
];
const blamed = (message: string) =>
  blamedInputs(message, inputs).map(({ nodeId, fieldName }) => `${nodeId}.${fieldName}`);

it.each([
  [
    "RunningHub refused the task (433): x — node 3: Value not in list: sampler_name: 'y' not in []",
    ["3.sampler_name"],
  ],
  ["VALIDATE_PROMPT_FAILED: Value not in list: sampler_name: 'y' not in ['a']", ["3.sampler_name"]],
  ["Value 0 smaller than min of 1: steps", ["3.steps"]],
  ["NODE_INFO_MISMATCH(nodeId=7, fieldName=text)", ["7.text"]],
  ["the model is missing (CLIPTextEncode, node 6)", ["6.text"]],
  ["Failed to convert an input value: width, wide, could not convert to a number", ["12:4.width"]],
  ["node 12:4: out of range", ["12:4.width"]],
])("finds the input in: %s", (message, expected) => {
  expect(blamed(message)).toEqual(expected);
});

it.each([
  "mat1 and mat2 shapes cannot be multiplied (KSampler, node 3)",
  "the text is too long, steps aside",
  "fieldName=text does not match",
  "node 99: something",
  "",
])("blames nothing where it cannot be told: %s", (message) => {
  expect(blamed(message)).toEqual([]);
});
