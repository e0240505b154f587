import { z } from "zod";
import { isJsonObject, parseJson } from "./json";

const nodeSchema = z.looseObject({
  class_type: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()).default({}),
  _meta: z.looseObject({ title: z.string().optional() }).optional(),
});
const graphSchema = z
  .record(z.string(), nodeSchema)
  .refine((graph) => Object.keys(graph).length > 0, "empty graph");

export type GraphNode = z.infer<typeof nodeSchema>;
/** An API-format ComfyUI graph: node id → node. */
export type Graph = z.infer<typeof graphSchema>;

/** Reads an API-format graph from JSON text or a parsed value; null when it is not one (the editor format is not). */
export function readGraph(source: unknown): Graph | null {
  let value = source;
  if (typeof source === "string") {
    try {
      value = parseJson(source);
    } catch {
      return null;
    }
  }
  if (!isJsonObject(value)) return null;
  const parsed = graphSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** The node a value points to, when the value is a link `[nodeId, slot]` inside this graph. */
export function linkedNodeId(graph: Graph, value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[1] !== "number") return null;
  const [id] = value;
  if (typeof id !== "string" && typeof id !== "number") return null;
  return Object.hasOwn(graph, String(id)) ? String(id) : null;
}

/** Ids of the nodes feeding `nodeId`, itself first, nearest first; `skip` leaves links of some field names out. */
export function upstreamOf(graph: Graph, nodeId: string, skip?: (fieldName: string) => boolean): string[] {
  const seen = [nodeId];
  for (const id of seen) {
    for (const [fieldName, value] of Object.entries(graph[id]?.inputs ?? {})) {
      const source = linkedNodeId(graph, value);
      if (source !== null && !skip?.(fieldName) && !seen.includes(source)) seen.push(source);
    }
  }
  return seen;
}

const OUTPUT_CLASS =
  /save(?!d)|preview|videocombine|video_combine|showtext|show text|displaytext|display any/i;

/**
 * Ids of the nodes whose files RunningHub would return: nodes that save; previews only in a graph that saves
 * nothing (a preview is a temporary file); as a last resort a dangling CreateVideo.
 */
export function outputNodeIds(graph: Graph): string[] {
  const ids = Object.keys(graph).filter((id) => OUTPUT_CLASS.test(graph[id]?.class_type ?? ""));
  const saving = ids.filter((id) => !/^preview(image|mask)?$/i.test(graph[id]?.class_type ?? ""));
  if (saving.length > 0) return saving;
  if (ids.length > 0) return ids;
  return Object.keys(graph).filter((id) => graph[id]?.class_type === "CreateVideo");
}

/** Node ids in an order in which every node comes after what it needs (only nodes that feed an output). */
export function runOrder(graph: Graph): string[] {
  const order: string[] = [];
  const visiting = new Set<string>();
  const visit = (id: string) => {
    if (visiting.has(id)) return;
    visiting.add(id);
    for (const value of Object.values(graph[id]?.inputs ?? {})) {
      const source = linkedNodeId(graph, value);
      if (source !== null) visit(source);
    }
    order.push(id);
  };
  for (const id of outputNodeIds(graph)) visit(id);
  return order;
}
