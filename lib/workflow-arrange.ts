/** A form as people arranged it. Pure; the editor, the doors and every form go through here. */
import {
  fieldPlace,
  isNumeric,
  limitsOf,
  presetProblem,
  rangeProblem,
  valueProblem,
} from "./workflow-field-setting";
import type { FormField } from "./workflow-schemas";
import type { FieldSetting, FormSettings } from "./workflow-settings";

/**
 * Lays the settings over the fields as they are made from the content. Settings of fields that are gone wait for their
 * return; a limit, value or preset that a changed field no longer takes is left out, so that a form is never broken.
 */
export function applyFormSettings(fields: readonly FormField[], settings: FormSettings): FormField[] {
  const byPlace = new Map(settings.fields.map((setting) => [fieldPlace(setting), setting]));
  const arranged = fields.map((field) => {
    const setting = byPlace.get(fieldPlace(field));
    return setting === undefined ? field : arrangedField(field, setting);
  });
  return settings.ordered === true ? inOrderOf(arranged, settings) : arranged;
}

function arrangedField(field: FormField, setting: FieldSetting): FormField {
  const { label, hidden, required, value, presets } = setting;
  const limited =
    isNumeric(field) && rangeProblem(field, setting) === null
      ? { ...field, ...limitsOf(field, setting) }
      : field;
  const { labelEn, ...unnamed } = limited;
  const named = label === undefined ? limited : { ...unnamed, label };
  const taken = (presets ?? []).filter((preset) => presetProblem(limited, preset) === null);
  return {
    ...named,
    ...(hidden === undefined ? {} : { hidden }),
    ...(required === undefined ? {} : { required }),
    ...(value === undefined || valueProblem(limited, value) !== null
      ? {}
      : { value, savedValue: field.value }),
    ...(taken.length === 0 ? {} : { presets: taken }),
  };
}

/** Named fields first, in the order of the settings; the others after them, in their own. */
function inOrderOf(fields: readonly FormField[], settings: FormSettings): FormField[] {
  const ranks = new Map(settings.fields.map((setting, index) => [fieldPlace(setting), index]));
  const rank = (field: FormField) => ranks.get(fieldPlace(field)) ?? settings.fields.length;
  return [...fields].sort((a, b) => rank(a) - rank(b));
}
