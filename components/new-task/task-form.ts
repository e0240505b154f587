import { z } from "zod";
import { placeInput } from "@/components/accounts/place";
import { descriptionVariables } from "@/lib/description-variables";
import { fieldSchema, type Say } from "@/lib/field-schema";
import { type FieldValue, initialValue, isChanged } from "@/lib/field-value";
import { type ExtraInput, extraNodeInput, nodeInput, taskInput, withinLimit } from "@/lib/task-input";
import type { CreateTaskInput, InstanceType } from "@/lib/task-schemas";
import { instanceTypeSchema } from "@/lib/task-schemas";
import { fillVariables } from "@/lib/variables";
import { type FormField, formFieldSchema, type WorkflowDetail } from "@/lib/workflow-schemas";
import { NO_DEFAULTS, type WorkflowDefaults } from "@/lib/workflow-settings";

export interface TaskFormValues {
  workflowName: string;
  description: string;
  instanceType: InstanceType;
  /** Text while typing; empty means the server's limit. */
  timeoutMinutes: string;
  /** As `placeText` makes it; empty where there is nothing to choose. */
  runsOn: string;
  /** Keyed by `fieldKey`: node ids and field names may hold dots, which the form library reads as paths. */
  fields: Record<string, FieldValue>;
  extras: ExtraInput[];
}

const sendAsSchema = formFieldSchema.shape.sendAs;
const MAX_MINUTES = 7 * 24 * 60;

export function fieldKey(index: number): string {
  return `f${index}`;
}

export function initialFormValues(
  fields: readonly FormField[],
  workflowName: string,
  defaults: WorkflowDefaults = NO_DEFAULTS,
): TaskFormValues {
  return {
    workflowName,
    description: defaults.descriptionTemplate ?? "",
    instanceType: defaults.instanceType ?? "default",
    timeoutMinutes: defaults.timeoutMinutes === null ? "" : String(defaults.timeoutMinutes),
    runsOn: "",
    fields: Object.fromEntries(fields.map((field, index) => [fieldKey(index), initialValue(field)])),
    extras: [],
  };
}

/** A time limit as it is typed; empty means the server's. */
export function minutesSchema(say: Say) {
  return z.string().refine(
    (text) => {
      if (text.trim() === "") return true;
      const minutes = Number(text);
      return Number.isFinite(minutes) && minutes > 0 && minutes <= MAX_MINUTES;
    },
    say("minutes", { max: MAX_MINUTES }),
  );
}

export function taskFormSchema(fields: readonly FormField[], say: Say) {
  const required = (max: number) =>
    z.string().trim().min(1, say("required")).max(max, say("tooLong", { max }));
  return z.object({
    workflowName: required(200),
    description: z.string().max(2_000, say("tooLong", { max: 2_000 })),
    instanceType: instanceTypeSchema,
    timeoutMinutes: minutesSchema(say),
    runsOn: z.string(),
    fields: z.object(
      Object.fromEntries(fields.map((field, index) => [fieldKey(index), fieldSchema(field, say)])),
    ),
    extras: z.array(
      z.object({
        nodeId: required(64),
        fieldName: required(200),
        fieldValue: z.string().max(200_000),
        sendAs: sendAsSchema,
      }),
    ),
  });
}

/** The note as the task will have it. @param date today in the person's zone, as YYYY-MM-DD */
export function filledDescription(
  fields: readonly FormField[],
  values: Pick<TaskFormValues, "description" | "fields">,
  date: string,
): string {
  const variables = descriptionVariables(fields, (index) => values.fields[fieldKey(index)], date);
  return fillVariables(values.description, variables);
}

/** RunningHub draws a seed that is not sent, and tells nobody; a value that the arrangement changed is not the saved one. */
function isAlwaysSent(field: FormField): boolean {
  return field.type === "seed" || field.savedValue !== undefined;
}

export interface Assembled {
  readonly input: CreateTaskInput;
  /** The form path of each entry of `nodeInfoList`, to show the server's complaint where it belongs. */
  readonly paths: readonly string[];
}

/**
 * The create call for what the form holds: every shown field, and hidden ones when changed, so that the task records what
 * ran. Variables in the note are filled; prompts keep their braces. Inputs typed by hand come last and win over fields of the same name.
 */
export function assembleTask(
  workflow: Pick<WorkflowDetail, "remoteId" | "kind" | "versionId" | "fields">,
  values: TaskFormValues,
  options: { start: boolean; date: string },
): Assembled {
  const extras = values.extras.map((extra, index) => ({
    path: `extras.${index}`,
    input: extraNodeInput(extra),
  }));
  const typedByHand = new Set(extras.map(({ input }) => `${input.nodeId}\n${input.fieldName}`));
  const shown = workflow.fields.flatMap((field, index) => {
    const value = values.fields[fieldKey(index)] ?? initialValue(field);
    if (field.hidden && !isAlwaysSent(field) && !isChanged(field, value)) return [];
    if (typedByHand.has(`${field.nodeId}\n${field.fieldName}`)) return [];
    const isUnseenSeed = field.hidden && field.savedValue === undefined && !isChanged(field, value);
    return [{ path: `fields.${fieldKey(index)}`, input: nodeInput(field, value), isUnseenSeed }];
  });
  const entries = withinLimit(
    [...shown, ...extras.map((extra) => ({ ...extra, isUnseenSeed: false }))],
    (entry) => entry.isUnseenSeed,
  );
  const settings = {
    ...values,
    description: filledDescription(workflow.fields, values, options.date),
    place: placeInput(values.runsOn),
  };
  const inputs = entries.map(({ input }) => input);
  return {
    paths: entries.map(({ path }) => path),
    input: taskInput(workflow, settings, inputs, options.start),
  };
}
