import { expect, it } from "vitest";
import { dateIn, descriptionVariables } from "./description-variables";
import type { FieldValue } from "./field-value";
import { fillVariables } from "./variables";
import type { FormField } from "./workflow-schemas";

const field = (label: string, type: FormField["type"], value: string): FormField => ({
  ...{ nodeId: "1", fieldName: label, label, type, value, hidden: false, group: "other" },
  ...{ nodeTitle: "node", classType: "class", sendAs: "string" },
});
const FIELDS = [
  { ...field("提示词", "textarea", "a fox"), labelEn: "Prompt" },
  field("Mask", "image", "saved.png"),
  field("Photo", "image", ""),
  field("Seed", "seed", "1"),
];
const given = (fileName: string): FieldValue => ({
  type: "file",
  saved: "",
  given: { id: "u", fileName, size: null },
  busy: false,
});
const fill = (template: string, values: Record<number, FieldValue> = {}) =>
  fillVariables(
    template,
    descriptionVariables(FIELDS, (index) => values[index], "2026-11-25"),
  );

it("a note knows its fields by label in both languages, the first given file, and the date", () => {
  expect(fill("{prompt} = {提示词}, {index}, {date}, {file}", { 2: given("red.fox.png") })).toBe(
    "a fox = a fox, 1, 2026-11-25, red.fox",
  );
});

it("a file of the workflow's own gives no name, and a hidden file keeps its whole one", () => {
  expect(fill("[{file}]")).toBe("[]");
  expect(fill("[{file}]", { 1: given(".png") })).toBe("[.png]");
});

it("a seed that is drawn later has no value yet, a fixed one has", () => {
  expect(fill("{seed}")).toBe("{seed}");
  expect(fill("{seed}", { 3: { type: "seed", random: false, text: "42" } })).toBe("42");
});

it("the date is the person's own", () => {
  const moment = new Date("2026-01-01T02:00:00Z");
  expect([dateIn("America/New_York", moment), dateIn("Asia/Shanghai", moment)]).toEqual([
    "2025-12-31",
    "2026-01-01",
  ]);
});
