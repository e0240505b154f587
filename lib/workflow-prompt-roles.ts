import { type Graph, type GraphNode, linkedNode } from "./workflow-graph";

type Role = "positive" | "negative";

/** Which nodes feed only the wanted, or only the unwanted, side of a sampler. Nodes that feed both have no role. */
export function promptRoles(graph: Graph): ReadonlyMap<string, Role> {
  const positive = feeding(graph, "positive");
  const negative = feeding(graph, "negative");
  const roles = new Map<string, Role>();
  for (const id of positive) if (!negative.has(id)) roles.set(id, "positive");
  for (const id of negative) if (!positive.has(id)) roles.set(id, "negative");
  return roles;
}

function feeding(graph: Graph, role: Role): Set<string> {
  const seen = new Set<string>();
  const open: GraphNode[] = [];
  const visit = (value: unknown) => {
    const node = linkedNode(graph, value);
    if (node === null || seen.has(node.id)) return;
    seen.add(node.id);
    open.push(node);
  };
  for (const node of graph.nodes.values()) visit(node.inputs.get(role));
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // It passes both sides on, and has told them apart already.
    if (node.inputs.has("positive") || node.inputs.has("negative")) continue;
    for (const value of node.inputs.values()) visit(value);
  }
  return seen;
}
