/** What changed between two versions of a workflow. Pure. */
import { isLosslessNumber, stringify } from "lossless-json";
import type { WorkflowKind } from "./task-schemas";
import type { ChangedField, WorkflowDifference } from "./workflow-difference-schema";
import { SEED } from "./workflow-field-rules";
import { fieldPlace } from "./workflow-field-setting";
import { workflowForm } from "./workflow-form";
import { type Graph, type GraphNode, linkedNode, readGraph } from "./workflow-graph";
import type { FormField } from "./workflow-schemas";

/** Longest text of a value that is told; people want to recognise it, not to read it. */
const MAX_VALUE_TEXT = 200;

/** @throws AppError INVALID_INPUT when a content is none of its kind. */
export function workflowDifference(kind: WorkflowKind, before: string, after: string): WorkflowDifference {
  const fields = fieldChanges(workflowForm(kind, before).fields, workflowForm(kind, after).fields, kind);
  const none = { added: [], removed: [], changed: [], renamed: [] };
  if (kind === "ai-app") return { nodes: none, ...fields, links: 0 };
  const graphs = [readGraph(before), readGraph(after)] as const;
  return { nodes: nodeChanges(...graphs), ...fields, links: linkChanges(...graphs) };
}

/** A number drawn anew, or another order in the file, is nothing a person must decide about. */
export function isWorthTelling({ nodes, fields, values, links }: WorkflowDifference): boolean {
  const counts = [...Object.values(nodes), ...Object.values(fields)].map((list) => list.length);
  return counts.some((count) => count > 0) || links > 0 || values.some(({ isSeed }) => !isSeed);
}

function nodeChanges(before: Graph, after: Graph): WorkflowDifference["nodes"] {
  const named = ({ id, title, classType }: GraphNode) => ({ id, title, classType });
  const kept = [...after.nodes.values()].flatMap((node) => {
    const old = before.nodes.get(node.id);
    return old === undefined ? [] : [{ node, old }];
  });
  return {
    added: [...after.nodes.values()].filter(({ id }) => !before.nodes.has(id)).map(named),
    removed: [...before.nodes.values()].filter(({ id }) => !after.nodes.has(id)).map(named),
    changed: kept
      .filter(({ node, old }) => node.classType !== old.classType)
      .map(({ node, old }) => ({ ...named(node), before: old.classType })),
    renamed: kept
      .filter(({ node, old }) => node.classType === old.classType && node.title !== old.title)
      .map(({ node, old }) => ({ ...named(node), before: old.title })),
  };
}

function fieldChanges(
  before: readonly FormField[],
  after: readonly FormField[],
  kind: WorkflowKind,
): Pick<WorkflowDifference, "fields" | "values"> {
  const old = new Map(before.map((field) => [fieldPlace(field), field]));
  const now = new Map(after.map((field) => [fieldPlace(field), field]));
  const kept = after.flatMap((field) => {
    const was = old.get(fieldPlace(field));
    return was === undefined ? [] : [{ field, was }];
  });
  return {
    fields: {
      added: after.filter((field) => !old.has(fieldPlace(field))).map(named),
      removed: before.filter((field) => !now.has(fieldPlace(field))).map(named),
      changed: kept
        .filter(({ field, was }) => shapeOf(field, kind) !== shapeOf(was, kind))
        .map(({ field }) => named(field)),
    },
    values: kept
      .filter(({ field, was }) => String(field.value) !== String(was.value))
      .map(({ field, was }) => ({
        ...named(field),
        before: shortened(was.value),
        after: shortened(field.value),
        isSeed: SEED.test(field.fieldName),
      })),
  };
}

function named({ nodeId, fieldName, label }: FormField): ChangedField {
  return { nodeId, fieldName, label };
}

function shortened(value: FormField["value"]): string {
  const text = String(value);
  return text.length > MAX_VALUE_TEXT ? `${text.slice(0, MAX_VALUE_TEXT).toWellFormed()}…` : text;
}

/** What a person would see change besides the value. Labels of a graph follow its nodes' titles, which are told apart. */
function shapeOf(field: FormField, kind: WorkflowKind): string {
  const { type, min, max, step, options, freeText, label, labelEn } = field;
  const choices = freeText === true ? null : options?.map(({ value }) => value);
  return JSON.stringify([type, min, max, step, choices, kind === "ai-app" ? [label, labelEn] : null]);
}

/** Inputs whose link is new, gone or leads elsewhere, of nodes that are in both; and lists and wrapped values likewise. */
function linkChanges(before: Graph, after: Graph): number {
  let changed = 0;
  for (const node of after.nodes.values()) {
    const old = before.nodes.get(node.id);
    if (old === undefined) continue;
    for (const name of new Set([...node.inputs.keys(), ...old.inputs.keys()])) {
      if (wiring(after, node.inputs.get(name)) !== wiring(before, old.inputs.get(name))) changed += 1;
    }
  }
  return changed;
}

/** A value of its own, or none, has no wiring: fields tell of it. */
function wiring(graph: Graph, value: unknown): string {
  const isPlain =
    value === null || value === undefined || typeof value !== "object" || isLosslessNumber(value);
  if (isPlain) return "";
  return linkedNode(graph, value) === null
    ? (stringify(value) ?? "")
    : (stringify((value as unknown[]).map(String)) ?? "");
}
