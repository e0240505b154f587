/** An AI app input's `fieldData`: JSON in a string, sometimes twice over, in a shape per type. */
import { isLosslessNumber } from "lossless-json";
import { parseLossless } from "./lossless-json";
import { isObject } from "./workflow-graph";

export interface Choice {
  readonly value: string;
  /** What the author called it; a stored value may hold this instead. */
  readonly name: string;
  readonly label: string;
}

export interface AppFieldData {
  /** ComfyUI's type name, or "". */
  readonly kind: string;
  readonly default: string;
  readonly multiline: boolean;
  readonly limits: { readonly min?: number; readonly max?: number; readonly step?: number };
  readonly choices: readonly Choice[];
}

const MAX_WRAPPINGS = 3;

/** Never throws: data that cannot be read is as good as none. */
export function appFieldData(raw: unknown): AppFieldData {
  const data = unwrap(raw);
  const list = Array.isArray(data) ? data : [];
  const settings = list.find((entry) => isObject(entry) && !isChoice(entry));
  const options = isObject(settings) ? settings : isObject(data) ? data : {};
  return {
    kind: typeof list[0] === "string" && /^[A-Z]+$/.test(list[0]) ? list[0] : "",
    default: plain(options.default),
    multiline: options.multiline === true,
    limits: {
      ...limit("min", options.min),
      ...limit("max", options.max),
      ...limit("step", options.step),
    },
    choices: choicesOf(list, options),
  };
}

function unwrap(raw: unknown): unknown {
  let value = raw;
  for (let round = 0; round < MAX_WRAPPINGS && typeof value === "string"; round++) {
    const parsed = parseLossless(value);
    // Escaped once too often, without the quotes that would make it a JSON string.
    value = parsed === undefined ? parseLossless(value.replaceAll('\\"', '"')) : parsed;
  }
  return value;
}

/** `[{name,index,…},…,{default}]`, `["COMBO",{options:[…]}]` or `[["a","b"],{…}]`. */
function choicesOf(list: readonly unknown[], options: Readonly<Record<string, unknown>>): Choice[] {
  const entries = list.filter(isChoice);
  const plainValues = Array.isArray(options.options)
    ? options.options
    : Array.isArray(list[0])
      ? list[0]
      : [];
  const found = entries.length > 0 ? entries.map(describedChoice) : plainValues.map(plainChoice);
  const seen = new Set<string>();
  return found.filter(({ value }) => value !== "" && !seen.has(value) && seen.add(value));
}

/** The trailing entry with nothing but a default ("忽略", ignore) is no choice. */
function isChoice(entry: unknown): entry is Readonly<Record<string, unknown>> {
  return isObject(entry) && ("index" in entry || "name" in entry) && !("default" in entry);
}

function describedChoice(entry: Readonly<Record<string, unknown>>): Choice {
  const name = plain(entry.name);
  const value = plain(entry.index) || name;
  const described = plain(entry.description) || plain(entry.descriptionEn);
  const shown = name || value;
  return { value, name, label: described === "" || described === shown ? shown : `${shown} · ${described}` };
}

function plainChoice(entry: unknown): Choice {
  const value = isObject(entry) ? plain(entry.value ?? entry.name) : plain(entry);
  return { value, name: value, label: value };
}

/** Branch numbers come as 2.0 and are sent as 2. */
function plain(value: unknown): string {
  if (isLosslessNumber(value)) return value.value.replace(/\.0+$/, "");
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "";
}

function limit(name: "min" | "max" | "step", value: unknown): { [name in "min" | "max" | "step"]?: number } {
  const number = isLosslessNumber(value)
    ? Number(value.value)
    : typeof value === "number"
      ? value
      : Number.NaN;
  // ComfyUI's "no limit" is a number of 20 digits; a form is better off without it.
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? { [name]: number } : {};
}
