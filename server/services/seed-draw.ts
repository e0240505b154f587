/** Seeds that are new each run: drawn by us, not left to RunningHub, so that the task records which one ran. */
import { drawSeed, type Random } from "@/lib/random-seed";
import { applyFormSettings } from "@/lib/workflow-arrange";
import { workflowForm } from "@/lib/workflow-form";
import type { FormField } from "@/lib/workflow-schemas";
import { NO_SETTINGS } from "@/lib/workflow-settings";
import type { Order, OrderInput } from "../persistence/order-repository";
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
export function seedDrawer(order: Order, random: Random) {
  const fields = order.inputs.some(({ valueType }) => valueType === SEED_TYPE) ? fieldsOf(order) : [];
  return (input: OrderInput): { seed: DrawnSeed; fieldValue: string | ReturnType<typeof rawNumber> } => {
    const field =
      fields.find(({ nodeId, fieldName }) => nodeId === input.nodeId && fieldName === input.fieldName) ??
      UNKNOWN;
    const digits = drawSeed(field, random);
    const sendAs = field.sendAs ?? (order.kind === "ai-app" ? "string" : "number");
    return {
      seed: { position: input.position, digits },
      fieldValue: sendAs === "string" ? digits : rawNumber(digits),
    };
  };
}

function fieldsOf({ kind, content, formSettings }: Order): readonly FormField[] {
  if (content === null) return [];
  try {
    return applyFormSettings(workflowForm(kind, content).fields, formSettings ?? NO_SETTINGS);
  } catch {
    // Content that a newer version of this program reads otherwise must not keep the task from running.
    return [];
  }
}
