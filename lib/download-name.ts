/** What a result is called when it is saved: a template that people choose, made safe for every system. Pure. */
import { z } from "zod";

export const NAME_PARTS = ["workflow", "batch", "row", "seed", "date", "number", "id"] as const;
export type NamePart = (typeof NAME_PARTS)[number];

export const DEFAULT_NAME_TEMPLATE = "{workflow}-{id}";

/** What the parts stand for; null where a result has no such thing, and then what joins it is left out too. */
export interface NameFacts {
  readonly workflow: string;
  readonly batch: string | null;
  /** In the batch, from 1. */
  readonly row: number | null;
  readonly seed: string | null;
  /** ISO 8601; the name has its day, in UTC. */
  readonly date: string;
  /** Among the results of its run, from 1. */
  readonly number: number;
  readonly id: string;
  /** Ending without its dot. */
  readonly fileType: string;
}

const PART = /\{([^{}]*)\}/g;
const isPart = (name: string): name is NamePart => (NAME_PARTS as readonly string[]).includes(name);

export const nameTemplateSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((template) => [...template.matchAll(PART)].every(([, name = ""]) => isPart(name)), {
    message: `knows only ${NAME_PARTS.map((part) => `{${part}}`).join(" ")}`,
  })
  .refine((template) => template.replace(PART, "").search(/[{}]/) === -1, { message: "has an open brace" });

/** File systems take 255 bytes; a browser may add " (1)", an archive a folder. */
const MAX_BYTES = 200;
const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
/** What some system forbids, what nobody sees, and what turns the direction of the text behind it. */
const UNFIT = /[\\/:*?"<>|\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;

/** @returns a name with its ending, never empty. Results of one run get different names. */
export function downloadName(template: string, facts: NameFacts): string {
  const ending =
    facts.fileType
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")
      .slice(0, 10) || "bin";
  const tellsApart = /\{(?:id|number)\}/.test(template) || facts.number === 1;
  const filled = fill(template, facts) + (tellsApart ? "" : `-${facts.number}`);
  const name = trimmed(filled.toWellFormed().replace(UNFIT, " ")) || "result";
  const safe = RESERVED_ON_WINDOWS.test(name) ? `_${name}` : name;
  return `${shortened(safe, MAX_BYTES - ending.length - 1)}.${ending}`;
}

function fill(template: string, facts: NameFacts): string {
  const parts = [...template.matchAll(PART)];
  let name = template.slice(0, parts[0]?.index);
  let hasPart = false;
  let from = name.length;
  for (const { 0: whole, 1: part = "", index } of parts) {
    const joint = template.slice(from, index);
    from = index + whole.length;
    const value = isPart(part) ? partOf(part, facts) : "";
    // What joins two parts goes with one that is missing.
    if (value === "") continue;
    name += (hasPart ? joint : "") + value;
    hasPart = true;
  }
  return name + template.slice(from);
}

function partOf(part: NamePart, facts: NameFacts): string {
  switch (part) {
    case "id":
      return facts.id.slice(-8);
    case "date":
      return facts.date.slice(0, 10);
    case "row":
      return facts.row === null ? "" : String(facts.row).padStart(3, "0");
    default:
      return String(facts[part] ?? "").trim();
  }
}

/** No dots and spaces at either end: hidden on some systems, forbidden on others. */
function trimmed(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/g, "");
}

/** At most so many bytes, whole characters. */
function shortened(name: string, maxBytes: number): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let short = "";
  for (const character of name) {
    bytes += encoder.encode(character).length;
    if (bytes > maxBytes) return trimmed(short);
    short += character;
  }
  return short;
}
