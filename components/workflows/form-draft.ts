/** A form while somebody arranges it: texts as they are typed, made into settings when they make sense. Pure. */
import { fieldPlace, isNumeric, type SettingProblem, settingProblem } from "@/lib/workflow-field-setting";
import type { FormField } from "@/lib/workflow-schemas";
import type { FieldSetting, FormSettings, Preset } from "@/lib/workflow-settings";

/** Texts are empty where the field is left as it is made. */
export interface FieldDraft {
  readonly field: FormField;
  readonly label: string;
  readonly shown: boolean;
  readonly required: boolean;
  readonly min: string;
  readonly max: string;
  readonly step: string;
  /** Null: the workflow's own value. */
  readonly value: string | null;
  readonly presets: readonly Preset[];
}

export interface FormDraft {
  /** In the order of the form. */
  readonly fields: readonly FieldDraft[];
  readonly ordered: boolean;
  /** Settings of fields that this version does not have, kept for when one has them. */
  readonly away: readonly FieldSetting[];
}

export function draftOf(generated: readonly FormField[], settings: FormSettings): FormDraft {
  const byPlace = new Map(settings.fields.map((setting) => [fieldPlace(setting), setting]));
  const here = new Set(generated.map(fieldPlace));
  const ranks = new Map(settings.fields.map((setting, index) => [fieldPlace(setting), index]));
  const fields = generated.map((field) => fieldDraft(field, byPlace.get(fieldPlace(field))));
  const rank = ({ field }: FieldDraft) => ranks.get(fieldPlace(field)) ?? settings.fields.length;
  return {
    fields: settings.ordered === true ? fields.sort((a, b) => rank(a) - rank(b)) : fields,
    ordered: settings.ordered === true,
    away: settings.fields.filter((setting) => !here.has(fieldPlace(setting))),
  };
}

function fieldDraft(field: FormField, setting: FieldSetting | undefined): FieldDraft {
  const text = (value: number | undefined) => (value === undefined ? "" : String(value));
  return {
    field,
    label: setting?.label ?? "",
    shown: !(setting?.hidden ?? field.hidden),
    required: setting?.required ?? false,
    min: text(setting?.min),
    max: text(setting?.max),
    step: text(setting?.step),
    value: setting?.value === undefined ? null : String(setting.value),
    presets: setting?.presets ?? [],
  };
}

/** Only what differs from the field as it is made. Texts that are no numbers stay texts, for `problemsOf` to find. */
function settingOf(draft: FieldDraft): FieldSetting {
  const { field, label, shown, required, min, max, step, value, presets } = draft;
  const number = (text: string) => (text.trim() === "" ? undefined : Number(text));
  const given = {
    label: label.trim() === "" || label.trim() === field.label ? undefined : label.trim(),
    hidden: shown === !field.hidden ? undefined : !shown,
    required: required || undefined,
    min: number(min),
    max: number(max),
    step: number(step),
    value: value === null ? undefined : typedValue(field, value),
    presets: presets.length === 0 ? undefined : [...presets],
  };
  const { nodeId, fieldName } = field;
  const entries = Object.entries(given).filter(([, one]) => one !== undefined);
  return { nodeId, fieldName, ...Object.fromEntries(entries) };
}

function typedValue(field: FormField, text: string): FormField["value"] {
  if (field.type === "switch") return text === "true";
  if (!isNumeric(field)) return text;
  const trimmed = text.trim();
  const value = Number(trimmed);
  const isExact =
    trimmed !== "" && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return isExact ? value : trimmed;
}

export function settingsOf({ fields, ordered, away }: FormDraft): FormSettings {
  const settings = fields.map((draft) => ({ setting: settingOf(draft), shown: draft.shown }));
  const isNeeded = ({ setting, shown }: (typeof settings)[number]) =>
    Object.keys(setting).length > 2 || (ordered && shown);
  return {
    fields: [...settings.filter(isNeeded).map(({ setting }) => setting), ...away],
    ...(ordered ? { ordered: true } : {}),
  };
}

export type DraftProblem =
  | SettingProblem
  | { readonly code: "limit" | "presetEmpty"; readonly value: string };

/** What is wrong with one field as it is typed now, or null. */
export function problemOfDraft(draft: FieldDraft): DraftProblem | null {
  const limits = [draft.min, draft.max, draft.step];
  const odd = limits.find((text) => text.trim() !== "" && !Number.isFinite(Number(text)));
  if (odd !== undefined) return { code: "limit", value: odd };
  if (draft.step.trim() !== "" && Number(draft.step) <= 0) return { code: "limit", value: draft.step };
  if (draft.presets.some(({ label }) => label.trim() === "")) return { code: "presetEmpty", value: "" };
  return settingProblem(draft.field, settingOf(draft));
}

/** @param to place among the shown fields, from 0 */
export function moveField(draft: FormDraft, place: string, to: number): FormDraft {
  const shown = draft.fields.filter((one) => one.shown);
  const moved = shown.find(({ field }) => fieldPlace(field) === place);
  if (moved === undefined || to < 0 || to >= shown.length) return draft;
  const others = shown.filter((one) => one !== moved);
  const fields = [
    ...others.slice(0, to),
    moved,
    ...others.slice(to),
    ...draft.fields.filter((one) => !one.shown),
  ];
  return { ...draft, fields, ordered: true };
}

/** Back to the order the workflow gives, everything else as it is. */
export function inOwnOrder(draft: FormDraft, generated: readonly FormField[]): FormDraft {
  const byPlace = new Map(draft.fields.map((one) => [fieldPlace(one.field), one]));
  const fields = generated.flatMap((field) => byPlace.get(fieldPlace(field)) ?? []);
  return { ...draft, fields, ordered: false };
}

export function changeField(draft: FormDraft, place: string, change: Partial<FieldDraft>): FormDraft {
  const fields = draft.fields.map((one) => (fieldPlace(one.field) === place ? { ...one, ...change } : one));
  return { ...draft, fields };
}
