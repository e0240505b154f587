import { expect, test } from "vitest";
import { compareParameters, parametersText } from "./parameter-difference";
import type { NodeInputView } from "./task-schemas";

const input = (nodeId: string, fieldName: string, fieldValue: string | number): NodeInputView => ({
  nodeId,
  fieldName,
  fieldValue,
});

test("what differs comes first, also what only one of them has", () => {
  const one = [
    input("2", "text", "a fox"),
    input("5", "steps", 20),
    input("5", "seed", "12345678901234567890"),
  ];
  const other = [input("2", "text", "an owl"), input("5", "steps", 20)];
  const { different, same } = compareParameters([one, other]);
  expect(different.map(({ fieldName }) => fieldName)).toEqual(["text", "seed"]);
  expect(different[1]?.inputs).toEqual([one[2], null]);
  expect(same.map(({ fieldName }) => fieldName)).toEqual(["steps"]);
});

test("a number is not the text of that number, and a file is known by what it is", () => {
  expect(compareParameters([[input("1", "a", 1)], [input("1", "a", "1")]]).same).toEqual([]);
  const file = (uploadId: string): NodeInputView => ({
    nodeId: "1",
    fieldName: "image",
    uploadId,
    fileName: "x.png",
  });
  expect(compareParameters([[file("u1")], [file("u2")]]).different).toHaveLength(1);
  expect(compareParameters([[file("u1")], [file("u1")]]).same).toHaveLength(1);
});

test("as text a parameter is a line, and a long one has its name above it", () => {
  const inputs = [
    input("5", "steps", 20),
    input("2", "text", "a fox\nin snow"),
    { nodeId: "1", fieldName: "image", uploadId: "u", fileName: "x.png" },
  ];
  expect(parametersText(inputs, ({ fieldName }) => fieldName)).toBe(
    "steps: 20\ntext:\na fox\nin snow\n\nimage: x.png",
  );
});
