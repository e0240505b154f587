/** Fields that hold a seed, whatever its type: the usual samplers name it so. */
export const SEED_FIELDS = ["seed", "noise_seed"];

/** Does the input hold the seed of a run, drawn or given? */
export function isSeedInput({ valueType, fieldName }: { valueType: string; fieldName: string }): boolean {
  return valueType === "seed" || SEED_FIELDS.includes(fieldName);
}
