import { expect, test } from "vitest";
import { containing, piecesOf } from "./search-words";

test("words are cut into three letters in a row, and blanks between them tell where they begin and end", () => {
  expect(piecesOf("red fox")).toEqual(["red", "fox", " fo", "ed "]);
  expect(piecesOf("take 17")).toEqual(["tak", "ake", " 17", "ke "]);
  expect(piecesOf("img_4077")).toEqual(["img", "407", "077"]);
});

test("scripts without our letters are cut into two characters, also rare ones outside the basic plane", () => {
  expect(piecesOf("海边的灯塔")).toEqual(["海边", "边的", "的灯", "灯塔"]);
  expect(piecesOf("𠮷野家 abc")).toEqual(["abc", " ab", "𠮷野", "野家"]);
});

test("what is too short to be looked up has no pieces", () => {
  expect(piecesOf("8k, 灯 x")).toEqual([]);
});

test("signs of patterns are taken as they are", () => {
  expect(containing("50%_\\")).toBe("%50\\%\\_\\\\%");
});
