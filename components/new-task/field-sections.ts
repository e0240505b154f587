import { FIELD_GROUPS, type FieldGroup, type FormField } from "@/lib/workflow-schemas";

export interface NumberedField {
  readonly field: FormField;
  /** Its place in the workflow's list: the key of its value. */
  readonly index: number;
}

export interface FieldSection {
  /** `all`: one list, in the order people chose. */
  readonly group: FieldGroup | "all";
  readonly fields: readonly NumberedField[];
}

/**
 * The shown fields by group, in the order of the groups, each in the workflow's order, or as one list when people have
 * ordered them; and the hidden ones apart.
 */
export function fieldSections(
  fields: readonly FormField[],
  ordered: boolean,
): {
  sections: FieldSection[];
  hidden: NumberedField[];
} {
  const numbered = fields.map((field, index) => ({ field, index }));
  const shown = numbered.filter(({ field }) => !field.hidden);
  const sections: FieldSection[] = ordered
    ? [{ group: "all", fields: shown }]
    : FIELD_GROUPS.map((group) => ({ group, fields: shown.filter(({ field }) => field.group === group) }));
  return {
    sections: sections.filter((section) => section.fields.length > 0),
    hidden: numbered.filter(({ field }) => field.hidden),
  };
}
