import { z } from "zod";
import { type Graph, linkedNodeId } from "./graph";

const idSchema = z.union([z.string(), z.number(), z.bigint()]).transform(String);
const nodeInfoSchema = z
  .looseObject({ nodeId: idSchema, fieldName: z.string(), fieldValue: z.unknown() })
  .transform(({ nodeId, fieldName, fieldValue }) => ({ nodeId, fieldName, fieldValue: fieldValue ?? null }));

export type NodeInfo = z.infer<typeof nodeInfoSchema>;

/** Reads nodeInfoList; absent means none; whole echoed apiCallDemo items are fine. Null when malformed. */
export function readNodeInfoList(value: unknown): NodeInfo[] | null {
  const parsed = z.array(nodeInfoSchema).safeParse(value ?? []);
  return parsed.success ? parsed.data : null;
}

/** Why an override does not fit the graph, in RunningHub's own words; null when all fit. */
export function findMismatch(graph: Graph, overrides: NodeInfo[]): string | null {
  for (const { nodeId, fieldName } of overrides) {
    const node = Object.hasOwn(graph, nodeId) ? graph[nodeId] : undefined;
    const reason = !node
      ? "node_not_found_in_workflow"
      : !Object.hasOwn(node.inputs, fieldName)
        ? "field_not_found_in_node_inputs"
        : linkedNodeId(graph, node.inputs[fieldName]) !== null
          ? "field_is_linked_in_workflow"
          : null;
    if (reason)
      return `NODE_INFO_MISMATCH(nodeId=${nodeId}, fieldName=${fieldName || "null"}, reason=${reason})`;
  }
  return null;
}

function coerce(original: unknown, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if ((typeof original === "number" || typeof original === "bigint") && /^-?\d+$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt(text);
  }
  if (typeof original === "number" && text !== "" && Number.isFinite(Number(text))) return Number(text);
  if (typeof original === "boolean" && /^(true|false)$/i.test(text)) return /^true$/i.test(text);
  return value;
}

/** A copy of the graph with the overrides applied; text is coerced to the type it replaces, the last duplicate wins. */
export function applyOverrides(graph: Graph, overrides: NodeInfo[]): Graph {
  const result: Graph = structuredClone(graph);
  for (const { nodeId, fieldName, fieldValue } of overrides) {
    const inputs = result[nodeId]?.inputs;
    if (inputs) inputs[fieldName] = coerce(inputs[fieldName], fieldValue);
  }
  return result;
}

const isSeedField = (fieldName: string) => /^(noise_)?seed$/.test(fieldName);

/** Gives every seed that was not set explicitly a new value, as every API run does. Changes `graph`. */
export function randomiseSeeds(graph: Graph, overrides: NodeInfo[], nextSeed: () => number): void {
  for (const [nodeId, node] of Object.entries(graph)) {
    for (const [fieldName, value] of Object.entries(node.inputs)) {
      const isLiteral = typeof value === "number" || typeof value === "bigint";
      const isSet = overrides.some((item) => item.nodeId === nodeId && item.fieldName === fieldName);
      if (isSeedField(fieldName) && isLiteral && !isSet) node.inputs[fieldName] = nextSeed();
    }
  }
}
