/** Seeds that are new each run: drawn by us, not left to RunningHub, so that the task records which one ran. */
import { drawSeed, type Random } from "@/lib/random-seed";
import type { WorkflowKind } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import type { OrderInput } from "../persistence/order-repository";
import { rawNumber } from "../runninghub/contract";

export const SEED_TYPE = "seed";

export interface DrawnSeed {
  /** Which of the task's inputs. */
  readonly position: number;
  readonly digits: string;
}

/** What is known of a field that people drew no form for. */
const UNKNOWN = { sendAs: undefined, min: undefined, max: undefined };

/** Draws within what the field of the task's version takes, else within 32 bits. */
export function seedDrawer(kind: WorkflowKind, fields: readonly FormField[], random: Random) {
  return (input: OrderInput): { seed: DrawnSeed; fieldValue: string | ReturnType<typeof rawNumber> } => {
    const field =
      fields.find(({ nodeId, fieldName }) => nodeId === input.nodeId && fieldName === input.fieldName) ??
      UNKNOWN;
    const digits = drawSeed(field, random);
    const sendAs = field.sendAs ?? (kind === "ai-app" ? "string" : "number");
    return {
      seed: { position: input.position, digits },
      fieldValue: sendAs === "string" ? digits : rawNumber(digits),
    };
  };
}
