import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_NAME_TEMPLATE, downloadName, type NameFacts, nameTemplateSchema } from "./download-name";

const FACTS: NameFacts = {
  workflow: "Text to image",
  batch: "Covers",
  row: 7,
  seed: "42",
  date: "2026-11-27T23:59:59.000Z",
  number: 1,
  id: "01a20a25-cd46-7027-98ec-2ba4da0e7e1a",
  fileType: "png",
};
const ALONE: NameFacts = { ...FACTS, batch: null, row: null, seed: null };

test.each([
  [DEFAULT_NAME_TEMPLATE, FACTS, "Text to image-da0e7e1a.png"],
  [
    "{workflow}-{batch}-{row}-{seed}-{date}-{id}",
    FACTS,
    "Text to image-Covers-007-42-2026-11-27-da0e7e1a.png",
  ],
  ["{batch}_{row}", FACTS, "Covers_007.png"],
  ["made by {workflow}, {number}", FACTS, "made by Text to image, 1.png"],
])("%s", (template, facts, name) => {
  expect(downloadName(template, facts)).toBe(name);
});

test.each([
  ["{workflow}-{batch}-{row}-{seed}-{date}", "Text to image-2026-11-27.png"],
  ["{batch}-{row}-{workflow}", "Text to image.png"],
  ["{seed}", "result.png"],
])("what a result does not have is left out of %s", (template, name) => {
  expect(downloadName(template, ALONE)).toBe(name);
});

test("a second result of the run has another name, whatever the template", () => {
  expect(downloadName("{workflow}", { ...FACTS, number: 2 })).toBe("Text to image-2.png");
  expect(downloadName("{workflow}-{id}", { ...FACTS, number: 2 })).toBe("Text to image-da0e7e1a.png");
});

test.each([
  ["a path", "../../etc/passwd", "etc passwd.png"],
  ["what Windows forbids", 'a:b*c?"<d>|e\\f', "a b c d e f.png"],
  ["a device of Windows", "CON", "_CON.png"],
  ["a device of Windows with an ending", "nul.tar", "_nul.tar.png"],
  ["a hidden file", ".bashrc", "bashrc.png"],
  ["text that turns around", "cat\u202Egnp.exe", "cat gnp.exe.png"],
  ["nothing that can be a name", "///", "result.png"],
])("%s becomes a plain name", (_what, workflow, name) => {
  expect(downloadName("{workflow}", { ...FACTS, workflow })).toBe(name);
});

test("any name fits every file system: bytes, not characters, and no half character", () => {
  const anything = fc.string({ unit: "binary", maxLength: 400 });
  fc.assert(
    fc.property(anything, anything, anything, (workflow, batch, fileType) => {
      const name = downloadName("{batch}-{workflow}", { ...FACTS, workflow, batch, fileType });
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200);
      expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}]+\.[a-z0-9]{1,10}$/u);
      expect(name).not.toMatch(/^[.\s]|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
      expect(name.isWellFormed()).toBe(true);
    }),
  );
  expect(downloadName("{workflow}", { ...FACTS, workflow: "猫".repeat(300) })).toMatch(/^猫{65}\.png$/);
});

test("a template names known parts only", () => {
  expect(nameTemplateSchema.safeParse("{workflow} {row}").success).toBe(true);
  for (const wrong of ["", "  ", "{nonsense}", "{workflow", "workflow}", "{{id}}", "{}", "x".repeat(201)])
    expect(nameTemplateSchema.safeParse(wrong).success, wrong).toBe(false);
});
