import type { FieldType, FormField } from "./workflow-schemas";

/** A file given to a field: one just uploaded, or one of an earlier task. */
export interface GivenFile {
  readonly id: string;
  readonly fileName: string;
  /** Bytes; null for a file of an earlier task. */
  readonly size: number | null;
}

/** What a field holds while the form is open. */
export type FieldValue =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "switch"; readonly on: boolean }
  | { readonly type: "seed"; readonly random: boolean; readonly text: string }
  /** `saved` is the name the workflow itself has; `busy` while an upload is under way, `failed` when it was not taken. */
  | {
      readonly type: "file";
      readonly saved: string;
      readonly given: GivenFile | null;
      readonly busy: boolean;
      readonly failed?: true;
    };

const FILE_TYPES: readonly FieldType[] = ["image", "video", "audio", "file"];

export function isFileField(field: FormField): boolean {
  return FILE_TYPES.includes(field.type);
}

/**
 * What the field holds when nobody has touched it. A seed starts as random, since RunningHub draws one too, unless
 * whoever arranged the form chose one.
 */
export function initialValue(field: FormField): FieldValue {
  if (isFileField(field)) return { type: "file", saved: String(field.value), given: null, busy: false };
  if (field.type === "switch") return { type: "switch", on: isOn(field.value) };
  if (field.type === "seed")
    return { type: "seed", random: field.savedValue === undefined, text: String(field.value) };
  return { type: "text", text: String(field.value) };
}

/** The value an earlier task gave to the field, as the form shows it. */
export function valueFrom(field: FormField, earlier: string | number | boolean): FieldValue {
  if (isFileField(field)) return { type: "file", saved: String(earlier), given: null, busy: false };
  if (field.type === "switch") return { type: "switch", on: isOn(earlier) };
  if (field.type === "seed") return { type: "seed", random: false, text: String(earlier) };
  return { type: "text", text: String(earlier) };
}

export function isChanged(field: FormField, value: FieldValue): boolean {
  const first = initialValue(field);
  // A number beside a random seed is that of an earlier run, and is not sent.
  if (first.type === "seed" && first.random && value.type === "seed" && value.random) return false;
  return JSON.stringify(value) !== JSON.stringify(first);
}

function isOn(value: string | number | boolean): boolean {
  return typeof value === "string" ? value.toLowerCase() === "true" || value === "1" : Boolean(value);
}
