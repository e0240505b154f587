import fc from "fast-check";
import { isSafeNumber, parse } from "lossless-json";
import { describe, expect, it } from "vitest";
import { parseJson } from "./json-body";

const exactly = (text: string) =>
  parse(text, undefined, { parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : digits) });

describe("parseJson", () => {
  it.each([
    ['{"seed":18446744073709551615}', { seed: "18446744073709551615" }],
    ["[1e400]", ["1e400"]],
    ['{"a\\\\":18446744073709551615}', { "a\\": "18446744073709551615" }],
    [
      '{"id":"18446744073709551615","uploadId":"01890a5d-9e96-774b-1234567890123456"}',
      { id: "18446744073709551615", uploadId: "01890a5d-9e96-774b-1234567890123456" },
    ],
    ["18446744073709551615", "18446744073709551615"],
  ])("keeps every digit of %s", (text, value) => expect(parseJson(text)).toEqual(value));

  it("reads as the exact parser does, wherever quotes, backslashes and digits stand", () => {
    const hard = fc.string({
      unit: fc.constantFrom('"', "\\", "1", "e", "9", ":", ",", "x", " "),
      maxLength: 40,
    });
    const number = fc.oneof(fc.integer(), fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String));
    fc.assert(
      fc.property(fc.array(fc.tuple(hard, number), { maxLength: 5 }), (pairs) => {
        const text = `{${pairs.map(([name, value], n) => `${JSON.stringify(`${n}${name}`)}:${value}`).join()}}`;
        expect(parseJson(text)).toEqual(exactly(text));
      }),
    );
  });

  it.each(['{"a', '{"a\\', '"', '{"a":1', '{"a":18446744073709551615'])("refuses %s", (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});
