import {
  FILE_FIELD_NAMES,
  FILE_LOADER,
  GROUP_BY_FIELD,
  LOADER_CLASS,
  LOADER_DETAIL,
  MEDIA_EXTENSIONS,
  MODEL_FIELD,
  MODEL_FILE,
  NOT_A_FILE_LOADER,
  PROMPT_FIELD,
} from "./workflow-field-rules";
import type { FieldGroup, FieldType } from "./workflow-schemas";

export type FileType = Extract<FieldType, "image" | "video" | "audio" | "file">;
const FILE_TYPES = ["image", "video", "audio", "file"] as const;

export interface Place {
  readonly classType: string;
  readonly fieldName: string;
}

export function isFileType(type: FieldType): type is FileType {
  return FILE_TYPES.some((fileType) => fileType === type);
}

/** What kind of file a text value of a graph stands for, or null when it is just text. */
export function fileTypeOf({ classType, fieldName }: Place, value: string): FileType | null {
  if (!FILE_LOADER.test(classType) || NOT_A_FILE_LOADER.test(classType)) return null;
  const byExtension = FILE_TYPES.find((type) => MEDIA_EXTENSIONS[type].test(value));
  const byName = Object.entries(FILE_FIELD_NAMES).find(([name]) => name === fieldName.toLowerCase())?.[1];
  if (byName === undefined) return byExtension ?? null;
  if (byName !== "file") return byName;
  // LoadImage's own "upload": "image" only draws a button in the editor.
  if (fieldName === "upload" && !/zip/i.test(classType)) return byExtension ?? null;
  return byExtension ?? fileTypeOfClass(classType);
}

function fileTypeOfClass(classType: string): FileType {
  if (/zip/i.test(classType)) return "file";
  return FILE_TYPES.find((type) => new RegExp(type, "i").test(classType)) ?? "file";
}

/** A model's file name, or another word only a loader needs. */
export function isModelChoice({ classType, fieldName }: Place, value: string): boolean {
  return (
    MODEL_FIELD.test(fieldName) ||
    MODEL_FILE.test(value) ||
    (LOADER_CLASS.test(classType) && LOADER_DETAIL.test(fieldName))
  );
}

const LONG_TEXT = 60;

export function isLongText(fieldName: string, value: string): boolean {
  return PROMPT_FIELD.test(fieldName) || value.length > LONG_TEXT || value.includes("\n");
}

export function groupOf({ classType, fieldName }: Place, type: FieldType): FieldGroup {
  if (isFileType(type)) return "files";
  if (type === "textarea") return "prompts";
  const byName = GROUP_BY_FIELD.find(([pattern]) => pattern.test(fieldName))?.[1];
  if (byName !== undefined) return byName;
  return LOADER_CLASS.test(classType) || MODEL_FIELD.test(fieldName) ? "models" : "other";
}

/** A JSON number as a form holds it: the string of its digits where a JavaScript number would lose some. */
export function numberOrDigits(digits: string): number | string {
  const value = Number(digits);
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return exact ? value : digits;
}

interface Labelled {
  readonly label: string;
  readonly labelEn?: string | undefined;
  readonly nodeId: string;
  readonly fieldName: string;
}

/** Equal labels get their node's id, and their field's name where even that is equal, so that people can tell them apart. */
export function distinctLabels<T extends Labelled>(fields: readonly T[]): T[] {
  const byNode = relabelRepeated(fields, (label, { nodeId }) => `${label} (#${nodeId})`);
  return relabelRepeated(byNode, (label, { fieldName }) => `${label} · ${fieldName}`);
}

/** In both languages alike. */
function relabelRepeated<T extends Labelled>(
  fields: readonly T[],
  relabel: (label: string, field: T) => string,
): T[] {
  const counts = new Map<string, number>();
  for (const { label } of fields) counts.set(label, (counts.get(label) ?? 0) + 1);
  return fields.map((field) => {
    const { label, labelEn } = field;
    if (counts.get(label) === 1) return field;
    const english = labelEn === undefined ? {} : { labelEn: relabel(labelEn, field) };
    return { ...field, label: relabel(label, field), ...english };
  });
}
