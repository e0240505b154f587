import fc from "fast-check";
import { LosslessNumber, parse } from "lossless-json";
import { describe, expect, it } from "vitest";
import { parseLossless } from "./lossless-json";

describe("parseLossless", () => {
  it("reads any JSON as the exact parser does", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary" }), (text) => {
        expect(parseLossless(text)).toEqual(parse(text));
      }),
    );
  });

  it("keeps every digit, and leaves numbers in texts and names alone", () => {
    const text = String.raw`{"1":18446744073709551615,"a \" 2":"3, \"4\": 5","e":[-1.50,2e-7]," 6":{"7":null}}`;
    expect(parseLossless(`\uFEFF${text}`)).toEqual({
      "1": new LosslessNumber("18446744073709551615"),
      'a " 2': '3, "4": 5',
      e: [new LosslessNumber("-1.50"), new LosslessNumber("2e-7")],
      " 6": { "7": null },
    });
  });

  it("takes no text for a number, whatever it begins with", () => {
    expect(parseLossless('{"a":"\uE00012","b":1}')).toEqual({ a: "\uE00012", b: new LosslessNumber("1") });
    expect(parseLossless(String.raw`["\uE00012"]`)).toEqual(["\uE00012"]);
  });

  it.each(["", "{", '{"a":01}', "[1,]", "{a:1}", "1 2", "NaN", "[".repeat(100_000)])("refuses %s", (text) => {
    expect(parseLossless(text)).toBeUndefined();
  });

  it("reads one text of several megabytes", () => {
    const long = "word \\n".repeat(1_000_000);
    expect(parseLossless(`{"a":"${long}","b":1}`)).toMatchObject({ b: new LosslessNumber("1") });
  });
});
