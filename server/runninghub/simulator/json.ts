import { parse, stringify } from "lossless-json";

export type JsonObject = Record<string, unknown>;

/**
 * Parses JSON without losing digits: integers beyond 2^53 become bigint (ids and seeds are that large).
 * Throws SyntaxError on malformed text.
 */
export function parseJson(text: string): unknown {
  return parse(text, undefined, {
    parseNumber: (digits) => {
      const value = Number(digits);
      return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? BigInt(digits) : value;
    },
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

/** The reverse of parseJson: bigint is written as a plain integer. */
export function stringifyJson(value: unknown): string {
  return stringify(value) ?? "null";
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
