import { fittingField, mediaKindOf } from "@/lib/fitting-field";
import type { UploadView } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { fieldKey, type TaskFormValues } from "./task-form";

/** A file that the form is opened with: a result of another task; `gone` when it is not there any more. */
export type GivenInput = UploadView | "gone";

/** The values with the file in the first field that takes it; as they are when none does. */
export function withGivenInput(
  values: TaskFormValues,
  fields: readonly FormField[],
  input: GivenInput | null,
): TaskFormValues {
  if (input === null || input === "gone") return values;
  const field = fittingField(fields, mediaKindOf(input.mimeType));
  if (field === null) return values;
  const { id, fileName, size } = input;
  const value = {
    type: "file",
    saved: String(field.value),
    given: { id, fileName, size },
    busy: false,
  } as const;
  return { ...values, fields: { ...values.fields, [fieldKey(fields.indexOf(field))]: value } };
}

/** What to say about the given file; null when it has found its field, or none was given. */
export function givenInputProblem(
  fields: readonly FormField[],
  input: GivenInput | null,
): "inputGone" | "inputFitsNowhere" | null {
  if (input === null) return null;
  if (input === "gone") return "inputGone";
  return fittingField(fields, mediaKindOf(input.mimeType)) === null ? "inputFitsNowhere" : null;
}
