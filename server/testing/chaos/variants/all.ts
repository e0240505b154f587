/** Every broken variant that the simulation has to catch. */
import { DECISION_VARIANTS } from "./decisions";
import { SLOT_VARIANTS } from "./slots";
import { SUBMIT_VARIANTS } from "./submit";
import type { Variant } from "./variant";

export const VARIANTS: readonly Variant[] = [...SUBMIT_VARIANTS, ...SLOT_VARIANTS, ...DECISION_VARIANTS];
