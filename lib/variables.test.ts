import { expect, test } from "vitest";
import { fillVariables, type Variables, variablesIn } from "./variables";

const variables: Variables = {
  index: 7,
  date: "2026-11-25",
  file: "cat",
  fields: new Map([
    ["Prompt · text", "a {date} fox"],
    ["颜色", "红"],
  ]),
};

test("variables are replaced by name, in any case, and by field names of any script", () => {
  expect(fillVariables("{index}-{Date} {FILE}: {颜色}", variables)).toBe("7-2026-11-25 cat: 红");
});

test("what a variable brings in is not replaced again", () => {
  expect(fillVariables("{prompt · text}", variables)).toBe("a {date} fox");
});

test("braces that name nothing stay, as prompts use them too, and doubled ones are single", () => {
  expect(fillVariables("{red|blue} (a:1.2) {} {unknown} {{index}}", variables)).toBe(
    "{red|blue} (a:1.2) {} {unknown} {index}",
  );
});

test("the variables of a text can be told before they are filled", () => {
  expect(variablesIn("{index} {颜色} {nothing}", new Set(["颜色"]))).toEqual(["index", "颜色"]);
});
