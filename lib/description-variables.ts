/** What the variables of a task's note stand for. Pure; the caller brings the date. */
import { type FieldValue, initialValue } from "./field-value";
import type { Variables } from "./variables";
import type { FormField } from "./workflow-schemas";

/** The value as text; null for what has none yet, such as a seed that is drawn later. */
function textOf(value: FieldValue): string | null {
  switch (value.type) {
    case "text":
      return value.text;
    case "switch":
      return String(value.on);
    case "seed":
      return value.random ? null : value.text;
    case "file":
      return value.given?.fileName ?? null;
  }
}

/**
 * Of one task: it is the first of its kind, and its fields go by their labels in both languages.
 * @param givenAt the value of the field at this place, if it has one of its own
 * @param date today in the person's zone, as YYYY-MM-DD
 */
export function descriptionVariables(
  fields: readonly FormField[],
  givenAt: (index: number) => FieldValue | undefined,
  date: string,
): Variables {
  const named = new Map<string, string>();
  let file = "";
  for (const [index, field] of fields.entries()) {
    const value = givenAt(index) ?? initialValue(field);
    const text = textOf(value);
    if (text === null) continue;
    if (value.type === "file" && file === "") file = text.replace(/(?<=.)\.[^.]*$/, "");
    for (const label of [field.labelEn, field.label])
      if (label !== undefined && !named.has(label)) named.set(label, text);
  }
  return { index: 1, date, file, fields: named };
}

/** A moment as YYYY-MM-DD in a zone. */
export function dateIn(timeZone: string | undefined, moment: Date): string {
  // Swedish dates are written that way.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(moment);
}
