/** Whether a field can be set as somebody wants it. The words for a problem are in messages, workflows.settingProblems. */
import type { FormField } from "./workflow-schemas";
import type { FieldSetting, FormSettings, Preset } from "./workflow-settings";

export const SETTING_PROBLEMS = [
  "range",
  "minAboveMax",
  "notNumber",
  "notWhole",
  "notSwitch",
  "notText",
  "notChoice",
  "outOfRange",
  "ownOutOfRange",
  "presets",
] as const;
export type SettingProblemCode = (typeof SETTING_PROBLEMS)[number];

export interface SettingProblem {
  readonly code: SettingProblemCode;
  /** What is wrong: the offending value. */
  readonly value: string;
  readonly min?: number;
  readonly max?: number;
}

type Place = Pick<FormField, "nodeId" | "fieldName">;
type Value = FormField["value"];
type Limits = Pick<FormField, "min" | "max" | "step">;

/** A field keeps its settings from version to version by this. */
export function fieldPlace({ nodeId, fieldName }: Place): string {
  return `${nodeId}\n${fieldName}`;
}

export function isNumeric({ type }: Pick<FormField, "type">): boolean {
  return type === "integer" || type === "number" || type === "seed";
}

/** The limits with the setting's own laid over. */
export function limitsOf(field: Limits, { min, max, step }: Limits): Limits {
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(step === undefined ? {} : { step }),
    ...(min === undefined && field.min !== undefined ? { min: field.min } : {}),
    ...(max === undefined && field.max !== undefined ? { max: field.max } : {}),
    ...(step === undefined && field.step !== undefined ? { step: field.step } : {}),
  };
}

export function rangeProblem(field: FormField, setting: Limits): SettingProblem | null {
  const isGiven = [setting.min, setting.max, setting.step].some((limit) => limit !== undefined);
  if (!isGiven) return null;
  if (!isNumeric(field)) return { code: "range", value: "" };
  const { min, max } = limitsOf(field, setting);
  return min !== undefined && max !== undefined && min > max
    ? { code: "minAboveMax", value: String(min), min, max }
    : null;
}

/** Judged by the type and the limits the field has. */
export function valueProblem(field: FormField, value: Value): SettingProblem | null {
  const problem = (code: SettingProblemCode): SettingProblem => ({
    code,
    value: String(value),
    ...(field.min === undefined ? {} : { min: field.min }),
    ...(field.max === undefined ? {} : { max: field.max }),
  });
  if (field.type === "switch") return typeof value === "boolean" ? null : problem("notSwitch");
  if (isNumeric(field)) {
    const text = String(value).trim();
    if (typeof value === "boolean" || !/^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
      return problem("notNumber");
    if (field.type !== "number" && !/^-?\d+$/.test(text)) return problem("notWhole");
    const isOutside = Number(text) < (field.min ?? -Infinity) || Number(text) > (field.max ?? Infinity);
    return isOutside ? problem("outOfRange") : null;
  }
  if (typeof value !== "string") return problem("notText");
  const isOffered = field.freeText === true || field.options?.some((option) => option.value === value);
  return field.type !== "select" || isOffered || value === field.value ? null : problem("notChoice");
}

export function presetProblem(field: FormField, preset: Preset): SettingProblem | null {
  if (field.type === "switch" || ["image", "video", "audio", "file"].includes(field.type))
    return { code: "presets", value: preset.value };
  return valueProblem(field, preset.value);
}

/** Why the field cannot be set so, or null. */
export function settingProblem(field: FormField, setting: FieldSetting): SettingProblem | null {
  const ofRange = rangeProblem(field, setting);
  if (ofRange !== null) return ofRange;
  const limited = { ...field, ...limitsOf(field, setting) };
  const { value, presets = [] } = setting;
  const ofValue = value === undefined ? null : valueProblem(limited, value);
  if (ofValue !== null) return ofValue;
  // Without a value of its own the form would begin with one it refuses; a seed begins random.
  const own = value === undefined && field.type !== "seed" ? valueProblem(limited, field.value) : null;
  if (own?.code === "outOfRange" && valueProblem(field, field.value) === null)
    return { ...own, code: "ownOutOfRange" };
  return presets.map((preset) => presetProblem(limited, preset)).find((found) => found !== null) ?? null;
}

/** The first setting that makes no sense for its field. Settings of fields that are not there are not judged. */
export function formSettingsProblem(
  fields: readonly FormField[],
  settings: FormSettings,
): { field: FormField; index: number; problem: SettingProblem } | null {
  const byPlace = new Map(fields.map((field) => [fieldPlace(field), field]));
  for (const [index, setting] of settings.fields.entries()) {
    const field = byPlace.get(fieldPlace(setting));
    const problem = field === undefined ? null : settingProblem(field, setting);
    if (field !== undefined && problem !== null) return { field, index, problem };
  }
  return null;
}
