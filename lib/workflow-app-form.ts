/** The form of an AI app: its inputs as the author published them, in the author's order. */
import { isLosslessNumber } from "lossless-json";
import { AppError } from "./errors";
import { parseLossless } from "./lossless-json";
import { appFieldData, type Choice } from "./workflow-app-data";
import { distinctLabels, type FileType, groupOf, isLongText, numberOrDigits } from "./workflow-field-kind";
import { SEED } from "./workflow-field-rules";
import { isObject } from "./workflow-graph";
import type { WorkflowForm } from "./workflow-graph-form";
import type { FormField } from "./workflow-schemas";

const FILES: Readonly<Record<string, FileType>> = {
  IMAGE: "image",
  VIDEO: "video",
  AUDIO: "audio",
  ZIP: "file",
  FILE: "file",
};
const CHOICES = new Set(["LIST", "SWITCH", "COMBO", "SELECT", "ENUM"]);
const DECIMALS = new Set(["FLOAT", "NUMBER"]);

/**
 * @param content `{"nodeInfoList":[…]}`, the items of RunningHub's apiCallDemo.
 * @throws AppError INVALID_INPUT
 */
export function appForm(content: string): WorkflowForm {
  const parsed = parseLossless(content);
  const items = isObject(parsed) ? parsed.nodeInfoList : parsed;
  if (!Array.isArray(items)) {
    throw new AppError("INVALID_INPUT", "This is no list of an AI app's inputs.", { field: "content" });
  }
  const fields = items.filter(isObject).flatMap((item) => {
    const field = fieldOf(item);
    return field === null ? [] : [field];
  });
  return {
    fields: distinctLabels(fields),
    outputNodes: [],
    nodeCount: new Set(fields.map((field) => field.nodeId)).size,
  };
}

type Item = Readonly<Record<string, unknown>>;

/** Text, number or boolean as text; anything else as "". */
function text(item: Item, name: string): string {
  const value = item[name];
  return typeof value === "string" || typeof value === "boolean" || isLosslessNumber(value)
    ? String(value)
    : "";
}

function fieldOf(item: Item): FormField | null {
  const nodeId = text(item, "nodeId");
  const fieldName = text(item, "fieldName");
  if (nodeId === "" || fieldName === "") return null;
  const classType = text(item, "nodeName");
  const typed = typedField(item, fieldName);
  const words = text(item, "description").trim();
  const wordsEn = text(item, "descriptionEn").trim();
  const label = words || wordsEn || (classType === "" ? fieldName : `${classType} · ${fieldName}`);
  return {
    nodeId,
    fieldName,
    label,
    ...(wordsEn !== "" && wordsEn !== label ? { labelEn: wordsEn } : {}),
    ...typed,
    hidden: false,
    group: groupOf({ classType, fieldName }, typed.type),
    nodeTitle: classType || nodeId,
    classType,
    // RunningHub's own samples of app calls hold nothing but text.
    sendAs: "string",
  };
}

type Typed = Pick<FormField, "type" | "value" | "options" | "min" | "max" | "step">;

function typedField(item: Item, fieldName: string): Typed {
  const data = appFieldData(item.fieldData);
  const kind = (text(item, "fieldType") || data.kind).toUpperCase();
  const value =
    item.fieldValue === null || item.fieldValue === undefined ? data.default : text(item, "fieldValue");
  const file = FILES[kind];
  if (file !== undefined) return { type: file, value };
  if (CHOICES.has(kind) && data.choices.length > 0) return choiceField(value, data.choices, data.default);
  if (kind === "BOOLEAN") return { type: "switch", value: /^(true|1|yes|on)$/i.test(value.trim()) };
  if (kind === "INT" || DECIMALS.has(kind)) {
    const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? numberOrDigits(value) : value;
    const type = SEED.test(fieldName) ? "seed" : DECIMALS.has(kind) ? "number" : "integer";
    return { type, value: number, ...data.limits };
  }
  return { type: data.multiline || isLongText(fieldName, value) ? "textarea" : "text", value };
}

/** The value is one of the choices, even when the author's list names it differently or has lost it. */
function choiceField(given: string, choices: readonly Choice[], fallback: string): Typed {
  const wanted = given === "" ? fallback : given;
  const chosen =
    choices.find((choice) => choice.value === asChoice(wanted)) ??
    choices.find((choice) => choice.name === wanted);
  const value = chosen?.value ?? asChoice(wanted);
  const listed = choices.map((choice) => ({ value: choice.value, label: choice.label }));
  const options = chosen === undefined && value !== "" ? [{ value, label: value }, ...listed] : listed;
  return { type: "select", value: value === "" ? (options[0]?.value ?? "") : value, options };
}

/** Branch numbers come as 2.0 and are sent as 2. */
function asChoice(value: string): string {
  return /^-?\d+\.0+$/.test(value) ? value.replace(/\.0+$/, "") : value;
}
