/** What a seed column does where a cell is empty. */
import { problemOfText, type Say } from "../field-schema";
import type { FieldValue } from "../field-value";
import { drawSeed, type Random } from "../random-seed";
import type { FormField } from "../workflow-schemas";
import { isRandomWord } from "./cells";

export type SeedPolicy =
  /** Drawn anew for each run, also when a task is run again. */
  | { readonly kind: "eachRun" }
  /** One number for all rows. */
  | { readonly kind: "fixed"; readonly seed: string }
  /** A number more from row to row. */
  | { readonly kind: "count"; readonly from: string }
  /** Drawn once for each row: its runs repeat it. */
  | { readonly kind: "eachRow" };

export const SEED_KINDS = ["eachRun", "eachRow", "fixed", "count"] as const satisfies SeedPolicy["kind"][];
export const FIRST_POLICY: SeedPolicy = { kind: "eachRun" };

const INTEGER = /^-?\d+$/;

function countedSeed(from: string, number: number): string {
  const text = from.trim();
  // Seeds have up to 64 bits, more than a JavaScript number keeps.
  return INTEGER.test(text) ? String(BigInt(text) + BigInt(number - 1)) : text;
}

/** What an empty cell stands for, as far as it is known before the tasks are made. @param number of the row, from 1 */
export function seedText(policy: SeedPolicy, number: number): string | null {
  if (policy.kind === "fixed") return policy.seed.trim();
  return policy.kind === "count" ? countedSeed(policy.from, number) : null;
}

/** The seed of a row. @param number of the row, from 1 */
export function seedOfCell(
  field: FormField,
  text: string,
  policy: SeedPolicy,
  number: number,
  random: Random,
): FieldValue {
  if (isRandomWord(text)) return { type: "seed", random: true, text: "" };
  if (text !== "") return { type: "seed", random: false, text: text.trim() };
  if (policy.kind === "eachRun") return { type: "seed", random: true, text: "" };
  return { type: "seed", random: false, text: seedText(policy, number) ?? drawSeed(field, random) };
}

/** What is wrong with the rule for so many rows, in words, or null. */
export function problemOfPolicy(
  field: FormField,
  policy: SeedPolicy,
  rowCount: number,
  say: Say,
): string | null {
  const first = seedText(policy, 1);
  if (first === null) return null;
  return (
    problemOfText(field, first, say) ??
    problemOfText(field, seedText(policy, Math.max(rowCount, 1)) ?? "", say)
  );
}
