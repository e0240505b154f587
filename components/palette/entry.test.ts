import { Layers } from "lucide-react";
import { expect, it } from "vitest";
import { matching } from "./entry";

const entry = (id: string, label: string, ...keywords: string[]) => ({
  id,
  label,
  keywords,
  icon: Layers,
  run: () => undefined,
});
const entries = [
  entry("a", "新建任务：图片合成", "Composite"),
  entry("b", "Settings", "settings", "/settings"),
];
const found = (typed: string) => matching(entries, typed).map(({ id }) => id);

it("finds by any of the words, in either language, whatever their case and order", () => {
  expect(found("合成")).toEqual(["a"]);
  expect(found("COMPOSITE 新建")).toEqual(["a"]);
  expect(found("set")).toEqual(["b"]);
});

it("finds nothing where a word is missing, and everything where none is typed", () => {
  expect(found("settings 合成")).toEqual([]);
  expect(found("  ")).toEqual(["a", "b"]);
});
