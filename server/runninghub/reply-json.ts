import { parse } from "lossless-json";

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Parses a reply; an integer beyond 2^53 becomes the string of its digits, because RunningHub's ids are that long and
 * come as numbers now and then. NUL becomes the replacement character, because PostgreSQL can store no NUL.
 * @returns undefined when the text is not JSON.
 */
export function parseReply(text: string): unknown {
  try {
    return parse(text.replace(/^\uFEFF/, "").replaceAll("\\u0000", "\\ufffd"), undefined, {
      parseNumber: (digits) => {
        const value = Number(digits);
        const exact = Number.isFinite(value) && (!/^-?\d+$/.test(digits) || Number.isSafeInteger(value));
        return exact ? value : digits;
      },
      onDuplicateKey: ({ newValue }) => newValue,
    });
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Some members are JSON inside a JSON string: opens text that holds an object or array, leaves the rest alone. */
export function openJsonText(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  return parseReply(value) ?? value;
}
