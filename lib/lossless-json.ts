/** JSON with every digit of its numbers. */
import { LosslessNumber, parse } from "lossless-json";

/** A whole string, which is left alone, or a number. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Stands before the digits of a number while it travels as text; of the private use area, so that hardly a text has it. */
const MARK = "\uE000";
const HAS_MARK = /\uE000|\\ue000/i;

/** JSON in which every number is a LosslessNumber. @returns undefined when the text is not JSON. */
export function parseLossless(text: string): unknown {
  const json = text.replace(/^\uFEFF/, "");
  try {
    return HAS_MARK.test(json) ? parseExactly(json) : parseMarked(json);
  } catch {
    return undefined;
  }
}

/** The library alone: right for every text, and seventy times slower than the engine's own parser. */
function parseExactly(json: string): unknown {
  return parse(json, undefined, { onDuplicateKey: ({ newValue }) => newValue });
}

/** The engine's parser twice: once to judge the text as it is, and once with each number as a marked text. */
function parseMarked(json: string): unknown {
  JSON.parse(json);
  const marked = json.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') ? token : `"${MARK}${token}"`,
  );
  return withNumbers(JSON.parse(marked));
}

function withNumbers(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(MARK) ? new LosslessNumber(value.slice(1)) : value;
  if (typeof value !== "object" || value === null) return value;
  const parent = value as Record<string, unknown>; // an object or array of JSON: its keys are text
  for (const key of Object.keys(parent)) parent[key] = withNumbers(parent[key]);
  return parent;
}
