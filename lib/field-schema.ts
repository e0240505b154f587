import { z } from "zod";
import type { FieldValue } from "./field-value";
import type { FormField } from "./workflow-schemas";

/** The words for a problem; the keys are in messages `newTask.problems`. */
export type Say = (key: ProblemKey, values?: Record<string, string | number>) => string;
export type ProblemKey =
  | "integer"
  | "number"
  | "between"
  | "atLeast"
  | "atMost"
  | "choice"
  | "fileMissing"
  | "fileUploading"
  | "fileFailed"
  | "tooLong"
  | "required"
  | "minutes"
  | "onOff";

const INTEGER = /^-?\d+$/;
const NUMBER = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const MAX_TEXT = 200_000;

function outOfRange(field: FormField, text: string, say: Say): string | null {
  const { min, max } = field;
  const value = Number(text);
  const isBelow = min !== undefined && value < min;
  const isAbove = max !== undefined && value > max;
  if (!isBelow && !isAbove) return null;
  if (min !== undefined && max !== undefined) return say("between", { min, max });
  return min !== undefined ? say("atLeast", { min }) : say("atMost", { max: max ?? 0 });
}

/** What is wrong with text given for the field, in words, or null. */
export function problemOfText(field: FormField, text: string, say: Say): string | null {
  switch (field.type) {
    case "integer":
    case "seed":
      return INTEGER.test(text.trim()) ? outOfRange(field, text, say) : say("integer");
    case "number":
      return NUMBER.test(text.trim()) ? outOfRange(field, text, say) : say("number");
    case "select": {
      const isOffered = field.options?.some((option) => option.value === text) ?? true;
      return isOffered || field.freeText || text === String(field.value) ? null : say("choice");
    }
    default:
      if (field.required && text.trim() === "") return say("required");
      return text.length > MAX_TEXT ? say("tooLong", { max: MAX_TEXT }) : null;
  }
}

/** What is wrong with the value, in words, or null. */
export function problemOf(field: FormField, value: FieldValue, say: Say): string | null {
  switch (value.type) {
    case "switch":
      return null;
    case "seed":
      return value.random ? null : problemOfText(field, value.text, say);
    case "text":
      return problemOfText(field, value.text, say);
    case "file":
      if (value.busy) return say("fileUploading");
      if (value.failed) return say("fileFailed");
      if (field.required && value.given === null) return say("required");
      return value.given === null && value.saved === "" ? say("fileMissing") : null;
  }
}

export function fieldSchema(field: FormField, say: Say) {
  return z.custom<FieldValue>().superRefine((value, context) => {
    const problem = problemOf(field, value, say);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });
}
