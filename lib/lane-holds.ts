import type { Lane } from "./queue-schemas";

/** Whether some of what waits may be held until somebody or a new day lets it go: then nobody knows what starts next. */
export function isPartlyHeld({ breakers, spendingHolds }: Pick<Lane, "breakers" | "spendingHolds">): boolean {
  return breakers.length > 0 || spendingHolds.length > 0;
}
