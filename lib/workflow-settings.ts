/** How people arrange a library entry: its form, and what a new task of it starts with. */
import { z } from "zod";
import { storedText } from "./stored-text";
import { instanceTypeSchema } from "./task-schemas";
import { uuidSchema } from "./uuid-schema";

const shortText = storedText(200);

/** A value a person picks instead of typing it. */
export const presetSchema = z.object({ label: shortText.min(1), value: storedText(200_000) }).strict();
export type Preset = z.infer<typeof presetSchema>;

/** What is changed about one field of the generated form; what is left out stays as it is made. */
export const fieldSettingSchema = z
  .object({
    nodeId: storedText(64).min(1),
    fieldName: shortText.min(1),
    label: shortText.min(1).optional(),
    hidden: z.boolean().optional(),
    required: z.boolean().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.number().positive().optional(),
    /** Replaces the workflow's own value. A number beyond 2^53 is a string of its digits. */
    value: z.union([storedText(200_000), z.number(), z.boolean()]).optional(),
    presets: z.array(presetSchema).max(100).optional(),
  })
  .strict();
export type FieldSetting = z.infer<typeof fieldSettingSchema>;

export const formSettingsSchema = z
  .object({
    fields: z.array(fieldSettingSchema).max(2_000),
    /** The form is one list in the order of `fields`, those not named after them; else every field stays in its place. */
    ordered: z.boolean().optional(),
  })
  .strict();
export type FormSettings = z.infer<typeof formSettingsSchema>;

export const NO_SETTINGS: FormSettings = { fields: [] };

/** What a new task starts with; null = the product's own default. */
export const workflowDefaultsSchema = z
  .object({
    /** Bound to this account; null together with `site` null: any account of the first site. */
    accountId: uuidSchema.nullable(),
    site: shortText.min(1).nullable(),
    instanceType: instanceTypeSchema.nullable(),
    timeoutMinutes: z
      .number()
      .positive()
      .max(7 * 24 * 60)
      .nullable(),
    /** With variables in braces, see lib/variables.ts. */
    descriptionTemplate: storedText(2_000).nullable(),
  })
  .strict();
export type WorkflowDefaults = z.infer<typeof workflowDefaultsSchema>;

export const NO_DEFAULTS: WorkflowDefaults = {
  accountId: null,
  site: null,
  instanceType: null,
  timeoutMinutes: null,
  descriptionTemplate: null,
};
