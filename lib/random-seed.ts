import type { FormField } from "./workflow-schemas";

/** Every seed node known takes 32 bits; some take no more. */
const WIDELY_ACCEPTED_MAX = 2 ** 32 - 1;

/** Returns numbers in [0, 1). */
export type Random = () => number;

/** A seed within the field's limits, as digits. Drawn by us, not by RunningHub, so that the task records what ran. */
export function drawSeed(field: Pick<FormField, "min" | "max">, random: Random): string {
  const low = Math.ceil(Math.max(field.min ?? 0, 0));
  const high = Math.max(low, Math.floor(Math.min(field.max ?? WIDELY_ACCEPTED_MAX, WIDELY_ACCEPTED_MAX)));
  return String(low + Math.floor(random() * (high - low + 1)));
}
