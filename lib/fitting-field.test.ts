import { expect, test } from "vitest";
import { fittingField, mediaKindOf } from "./fitting-field";
import type { FieldType, FormField } from "./workflow-schemas";

const field = (fieldName: string, type: FieldType, hidden = false): FormField => ({
  nodeId: "1",
  fieldName,
  label: fieldName,
  type,
  value: "",
  hidden,
  group: "files",
  nodeTitle: "1",
  classType: "",
  sendAs: "string",
});
const fields = [
  field("prompt", "text"),
  field("any", "file"),
  field("secret", "image", true),
  field("image", "image"),
  field("other image", "image"),
];

test("a file goes to the first shown field of its kind, else to one that takes any file", () => {
  expect(fittingField(fields, "image")?.fieldName).toBe("image");
  expect(fittingField(fields, "audio")?.fieldName).toBe("any");
  expect(fittingField(fields, null)?.fieldName).toBe("any");
});

test("a form without such a field takes none", () => {
  expect(fittingField([field("prompt", "text"), field("secret", "image", true)], "image")).toBeNull();
});

test("the kind of a file is what its media type says", () => {
  expect(["image/png", "video/mp4", "audio/wav", "text/plain"].map(mediaKindOf)).toEqual([
    "image",
    "video",
    "audio",
    null,
  ]);
});
