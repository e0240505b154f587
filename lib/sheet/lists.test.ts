import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinedCount, combineLists, guessPromptBreak, readNumbers, readPrompts } from "./lists";

describe("readPrompts", () => {
  it("takes one prompt per line", () => {
    expect(readPrompts(" a fox \n\n a cat\r\nan owl\n", "line")).toEqual(["a fox", "a cat", "an owl"]);
  });

  it("takes prompts of several lines, parted by blank ones", () => {
    const text = "a fox\nin the snow\n\n  \na cat\r\n\r\nan owl";
    expect(guessPromptBreak(text)).toBe("blankLine");
    expect(readPrompts(text, "blankLine")).toEqual(["a fox\nin the snow", "a cat", "an owl"]);
  });

  it("does not mistake single lines with blank ones between them for long prompts", () => {
    expect(guessPromptBreak("a fox\n\na cat\n\nan owl")).toBe("line");
  });
});

describe("readNumbers", () => {
  it.each([
    ["1..5", ["1", "2", "3", "4", "5"]],
    ["5..3", ["5", "4", "3"]],
    ["0.3,0.5, 0.7", ["0.3", "0.5", "0.7"]],
    ["0.1..0.5 step 0.1", ["0.1", "0.2", "0.3", "0.4", "0.5"]],
    ["0..1 step 0.25", ["0.00", "0.25", "0.50", "0.75", "1.00"]],
    ["1，3、7", ["1", "3", "7"]],
    ["18446744073709551615\n7", ["18446744073709551615", "7"]],
    ["-2..0", ["-2", "-1", "0"]],
    ["", []],
  ])("reads %j", (text, values) => {
    expect(readNumbers(text, 100)).toEqual({ values, wrong: null });
  });

  it.each(["abc", "1..200", "1..x", "1..5 step 0"])("names %j as what it cannot use", (text) => {
    expect(readNumbers(`7, ${text}`, 100)).toEqual({ values: ["7"], wrong: text });
  });
});

describe("combineLists", () => {
  const photos = { key: "photo", values: ["1.png", "2.png", "3.png"] };
  const prompts = { key: "prompt", values: ["a", "b"] };
  const pairs = (how: "pair" | "cross") =>
    combineLists([photos, prompts], how).map(({ cells }) => `${cells.photo} ${cells.prompt}`);

  it("crosses every value with every other, the last list turning fastest", () => {
    expect(pairs("cross")).toEqual(["1.png a", "1.png b", "2.png a", "2.png b", "3.png a", "3.png b"]);
  });

  it("pairs row by row; a shorter list starts over", () => {
    expect(pairs("pair")).toEqual(["1.png a", "2.png b", "3.png a"]);
  });

  it("does not let an empty list swallow the others", () => {
    expect(combinedCount([photos, { key: "x", values: [] }], "cross")).toBe(3);
  });

  it("makes as many rows as it said, all different when crossed", () => {
    const list = (key: string) =>
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 6 }).map((values) => ({ key, values }));
    fc.assert(
      fc.property(list("a"), list("b"), list("c"), (...lists) => {
        const crossed = combineLists(lists, "cross");
        expect(crossed).toHaveLength(combinedCount(lists, "cross"));
        expect(new Set(crossed.map(({ cells }) => JSON.stringify([cells.a, cells.b, cells.c]))).size).toBe(
          crossed.length,
        );
        expect(combineLists(lists, "pair")).toHaveLength(combinedCount(lists, "pair"));
      }),
    );
  });
});
