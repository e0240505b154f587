/** What the text of a cell means for its field. */
import { problemOfText, type Say } from "../field-schema";
import { type FieldValue, initialValue, isFileField } from "../field-value";
import type { FormField } from "../workflow-schemas";
import type { SheetColumn } from "./columns";

export const MAX_NOTE_CHARACTERS = 2_000;
/** An empty cell means the workflow's own value; this is how to say "no text at all". */
export const NO_TEXT = '""';

const ON = new Set(["true", "1", "on", "yes", "y", "是", "开", "开启"]);
const OFF = new Set(["false", "0", "off", "no", "n", "否", "关", "关闭"]);
const RANDOM = new Set(["random", "随机"]);

function switchOf(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (ON.has(word)) return true;
  return OFF.has(word) ? false : null;
}

export function isRandomWord(text: string): boolean {
  return RANDOM.has(text.trim().toLowerCase());
}

/** The choice a person means: its value or, as tables often have it, its label. */
function choiceOf(field: FormField, text: string): string {
  const options = field.options ?? [];
  if (options.some(({ value }) => value === text)) return text;
  const word = text.trim().toLowerCase();
  return (
    options.find(({ label, value }) => [label, value].some((name) => name.trim().toLowerCase() === word))
      ?.value ?? text
  );
}

/** Text as it is sent, for fields that hold text: variables are filled in by the caller. */
export function isTextField(field: FormField): boolean {
  return field.type === "text" || field.type === "textarea";
}

/** What is wrong with a cell that is no file, in words, or null. Its row and place do not matter. */
export function problemOfCell(column: SheetColumn, text: string, say: Say): string | null {
  const { field } = column;
  if (field === null)
    return text.length > MAX_NOTE_CHARACTERS ? say("tooLong", { max: MAX_NOTE_CHARACTERS }) : null;
  if (isFileField(field)) return null;
  if (text === "") return field.required && field.type !== "seed" ? say("required") : null;
  switch (field.type) {
    case "switch":
      return switchOf(text) === null ? say("onOff") : null;
    case "seed":
      return isRandomWord(text) ? null : problemOfText(field, text, say);
    case "select":
      return problemOfText(field, choiceOf(field, text), say);
    default:
      return problemOfText(field, text === NO_TEXT && isTextField(field) ? "" : text, say);
  }
}

/** Words for what stands against using the file of that name, or null. */
export type ProblemOfFile = (name: string) => string | null;

/** What is wrong with a file's cell, in words, or null. */
export function problemOfFileCell(
  field: FormField,
  name: string,
  say: Say,
  problemOfFile: ProblemOfFile,
): string | null {
  const own = String(field.value);
  if (name === "") {
    if (field.required) return say("required");
    return own === "" ? say("fileMissing") : null;
  }
  return problemOfFile(name);
}

/** The value the form would hold for this text; empty text is the value nobody touched. For all but files and seeds. */
export function valueOfCell(field: FormField, text: string): FieldValue {
  if (text === "") return initialValue(field);
  if (field.type === "switch") return { type: "switch", on: switchOf(text) ?? false };
  if (field.type === "select") return { type: "text", text: choiceOf(field, text) };
  return { type: "text", text: text === NO_TEXT && isTextField(field) ? "" : text };
}

/** The text of a cell that stands for a value of the form; files are named. */
export function cellOfValue(field: FormField, value: FieldValue): string {
  switch (value.type) {
    case "switch":
      return String(value.on);
    case "seed":
      return value.random ? "" : value.text;
    case "file":
      return value.given?.fileName ?? "";
    case "text":
      if (value.text === "" && isTextField(field) && String(field.value) !== "") return NO_TEXT;
      return value.text;
  }
}
