/** The form of a graph: every value a task may change, the useful ones first, the rest hidden. */
import { isLosslessNumber } from "lossless-json";
import {
  distinctLabels,
  fileTypeOf,
  groupOf,
  isLongText,
  isModelChoice,
  numberOrDigits,
} from "./workflow-field-kind";
import { AUTHORS_MARK, DECIMAL_FIELD, LIMITS, NEVER_SHOWN, SEED, SUGGESTIONS } from "./workflow-field-rules";
import { compareNodeIds, type Graph, type GraphNode, upstreamOf } from "./workflow-graph";
import { outputNodes } from "./workflow-outputs";
import { promptRoles } from "./workflow-prompt-roles";
import { FIELD_GROUPS, type FormField, type OutputNode } from "./workflow-schemas";

export interface WorkflowForm {
  readonly fields: FormField[];
  readonly outputNodes: OutputNode[];
  readonly nodeCount: number;
}

/** More than these at once nobody reads, and no browser draws in time; the others are a search away. */
const MAX_SHOWN = 200;
/** Longer texts no task may give: they stay in the graph. */
const MAX_VALUE_CHARACTERS = 200_000;

/** Links, wrapped values, lists and nulls are no fields: RunningHub lets only plain values be overridden. */
export function graphForm(graph: Graph): WorkflowForm {
  const outputs = outputNodes(graph);
  const used = upstreamOf(
    graph,
    outputs.map((output) => output.nodeId),
  );
  const roles = promptRoles(graph);
  const nodes = [...graph.nodes.values()].sort((a, b) => compareNodeIds(a.id, b.id));
  const fields = nodes.flatMap((node) =>
    [...node.inputs].flatMap(([fieldName, value]) => {
      const field = fieldOf(node, fieldName, value);
      if (field === null) return [];
      const role = field.group === "prompts" ? roles.get(node.id) : undefined;
      return [
        { ...field, hidden: field.hidden || !used.has(node.id), ...(role === undefined ? {} : { role }) },
      ];
    }),
  );
  return {
    fields: showTheFirst(showSomething(distinctLabels(inFormOrder(fields)))),
    outputNodes: outputs,
    nodeCount: graph.nodes.size,
  };
}

type Typed = Pick<
  FormField,
  "type" | "value" | "sendAs" | "options" | "freeText" | "min" | "max" | "step"
> & {
  readonly hidden?: boolean;
};

function fieldOf(node: GraphNode, fieldName: string, value: unknown): FormField | null {
  const typed = typedValue(node, fieldName, value);
  if (typed === null) return null;
  return {
    nodeId: node.id,
    fieldName,
    ...labelsOf(node, fieldName),
    ...typed,
    hidden: typed.hidden === true || NEVER_SHOWN.test(fieldName),
    group: groupOf({ classType: node.classType, fieldName }, typed.type),
    nodeTitle: node.title,
    classType: node.classType,
  };
}

function labelsOf({ title, titleZh }: GraphNode, fieldName: string): Pick<FormField, "label" | "labelEn"> {
  const label = `${title} · ${fieldName}`;
  return titleZh === undefined ? { label } : { label: `${titleZh} · ${fieldName}`, labelEn: label };
}

function typedValue(node: GraphNode, fieldName: string, value: unknown): Typed | null {
  if (typeof value === "string")
    return value.length > MAX_VALUE_CHARACTERS ? null : typedText(node, fieldName, value);
  if (typeof value === "boolean") return { type: "switch", value, sendAs: "boolean" };
  return isLosslessNumber(value) ? typedNumber(fieldName, value.value) : null;
}

function typedText(node: GraphNode, fieldName: string, value: string): Typed {
  const place = { classType: node.classType, fieldName };
  const common = { value, sendAs: "string" } as const;
  const file = fileTypeOf(place, value);
  if (file !== null) return { ...common, type: file };
  if (SEED.test(fieldName) && /^\d+$/.test(value)) return { ...common, type: "seed", min: 0 };
  if (isModelChoice(place, value)) return { ...common, type: "text", hidden: true };
  const suggested = Object.hasOwn(SUGGESTIONS, fieldName) ? SUGGESTIONS[fieldName] : undefined;
  if (suggested !== undefined) {
    const values = suggested.includes(value) ? suggested : [value, ...suggested];
    const options = values.map((option) => ({ value: option, label: option }));
    return { ...common, type: "select", options, freeText: true };
  }
  // The button LoadImage draws in the editor.
  if (fieldName === "upload") return { ...common, type: "text", hidden: true };
  return { ...common, type: isLongText(fieldName, value) ? "textarea" : "text" };
}

function typedNumber(fieldName: string, digits: string): Typed {
  const common = { value: numberOrDigits(digits), sendAs: "number" } as const;
  if (SEED.test(fieldName) && /^-?\d+$/.test(digits)) return { ...common, type: "seed", min: 0 };
  const limits = Object.hasOwn(LIMITS, fieldName) ? LIMITS[fieldName] : {};
  const decimal = DECIMAL_FIELD.test(fieldName) || !/^-?\d+$/.test(digits);
  return { ...common, ...limits, type: decimal ? "number" : "integer" };
}

/** Nodes the author marked, then by group; within a group as before. */
function inFormOrder(fields: readonly FormField[]): FormField[] {
  const rank = (field: FormField) =>
    AUTHORS_MARK.test(field.nodeTitle) ? -1 : FIELD_GROUPS.indexOf(field.group);
  return [...fields].sort((a, b) => rank(a) - rank(b));
}

/** A form with nothing in it helps nobody: then all fields are shown. */
function showSomething(fields: FormField[]): FormField[] {
  return fields.some((field) => !field.hidden)
    ? fields
    : fields.map((field) => ({ ...field, hidden: false }));
}

function showTheFirst(fields: FormField[]): FormField[] {
  let shown = 0;
  return fields.map((field) => {
    if (!field.hidden) shown += 1;
    return field.hidden || shown <= MAX_SHOWN ? field : { ...field, hidden: true };
  });
}
