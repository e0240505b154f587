/** API-format graphs: reading them with every digit kept, and refusing what is none in words a person can act on. */
import { isLosslessNumber, LosslessNumber, stringify } from "lossless-json";
import { AppError } from "./errors";
import { parseLossless } from "./lossless-json";

export interface GraphNode {
  readonly id: string;
  readonly classType: string;
  readonly title: string;
  /** Where the author gave it in Chinese too, as the samples do. */
  readonly titleZh: string | undefined;
  /** Numbers are LosslessNumber. */
  readonly inputs: ReadonlyMap<string, unknown>;
}

export interface Graph {
  /** In the order of the text. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** The graph alone, as JSON text. */
  readonly text: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber)
  );
}

/** @throws AppError INVALID_INPUT saying what the text is instead and what to do. */
export function readGraph(text: string): Graph {
  const content = parseLossless(text);
  if (content === undefined) {
    throw refusal(
      "This is not JSON; perhaps the file was cut off. Export the workflow again with Save (API Format).",
    );
  }
  if (!isObject(content)) throw refusal("This JSON is not a workflow: a workflow is an object of nodes.");
  if (Array.isArray(content.nodes)) {
    throw refusal(
      "This is the editor's format. Export the workflow with Save (API Format), named Export (API) in newer versions, and use that file.",
    );
  }
  const direct = readNodes(content);
  if (direct.size > 0) return { nodes: direct, text };
  // What ComfyUI's own /prompt call is given.
  const wrapped = isObject(content.prompt) ? readNodes(content.prompt) : direct;
  if (wrapped.size > 0) return { nodes: wrapped, text: stringify(content.prompt) ?? text };
  throw refusal("This JSON holds no workflow nodes. Export the workflow with Save (API Format).");
}

function refusal(message: string): AppError {
  return new AppError("INVALID_INPUT", message, { field: "content" });
}

function readNodes(content: JsonObject): Map<string, GraphNode> {
  const nodes = new Map<string, GraphNode>();
  for (const [id, node] of Object.entries(content)) {
    if (!isObject(node) || typeof node.class_type !== "string") continue;
    const meta = isObject(node._meta) ? node._meta : {};
    const text = (value: unknown) => (typeof value === "string" ? value.trim() : "");
    nodes.set(id, {
      id,
      classType: node.class_type,
      title: text(meta.title) || node.class_type,
      titleZh: text(meta.title_zh) || undefined,
      inputs: new Map(Object.entries(isObject(node.inputs) ? node.inputs : {})),
    });
  }
  return nodes;
}

/** The node an input is linked to, or null when the input is a value of its own. */
export function linkedNode(graph: Graph, value: unknown): GraphNode | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [id, slot] = value;
  if (!isLosslessNumber(slot) || !/^\d+$/.test(slot.value)) return null;
  if (typeof id !== "string" && !isLosslessNumber(id)) return null;
  return graph.nodes.get(String(id)) ?? null;
}

/** The given nodes and all that feed them. */
export function upstreamOf(graph: Graph, ids: readonly string[]): ReadonlySet<string> {
  const seen = new Set(ids);
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const value of graph.nodes.get(id)?.inputs.values() ?? []) {
      const source = linkedNode(graph, value);
      if (source === null || seen.has(source.id)) continue;
      seen.add(source.id);
      open.push(source.id);
    }
  }
  return seen;
}

// Made once: a comparison that brings its own is slow over tens of thousands of nodes.
const numeric = new Intl.Collator("en", { numeric: true });

/** Numeric order of ids, where "12:3" (a node inside a subgraph) follows "12". */
export function compareNodeIds(a: string, b: string): number {
  return numeric.compare(a, b);
}
