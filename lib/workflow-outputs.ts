/** Which nodes of a graph make results. */
import { compareNodeIds, type Graph, type GraphNode, linkedNode } from "./workflow-graph";
import type { OutputNode } from "./workflow-schemas";

/** First match wins; classes of ComfyUI itself and of the usual node packs. */
const KINDS: readonly (readonly [RegExp, OutputNode["kind"]])[] = [
  [/^(save|preview)[\s_]?animated|video[\s_]?(combine|save)|(save|preview)[\s_]?(video|webm|mp4)/i, "video"],
  [/(save|preview)[\s_]?audio|audio[\s_]?save/i, "audio"],
  [/(save|show|display|preview)[\s_]?(text|string|any)|show_?anything|text[\s_]?(save|file)/i, "text"],
  [/(save|preview)[\s_]?image|image[\s_]?(save|saver|preview)/i, "image"],
  [/^save(?=[A-Z_\s])/, "file"],
];

/** Results come back named by node; in numeric order. A graph without any known kind of output has its last nodes named. */
export function outputNodes(graph: Graph): OutputNode[] {
  const nodes = [...graph.nodes.values()].sort((a, b) => compareNodeIds(a.id, b.id));
  const known = nodes.flatMap((node) => {
    const kind = KINDS.find(([pattern]) => pattern.test(node.classType))?.[1];
    return kind === undefined ? [] : [{ ...named(node), kind }];
  });
  return known.length > 0 ? known : sinks(graph, nodes).map((node) => ({ ...named(node), kind: "file" }));
}

function named({ id, title, titleZh }: GraphNode): Omit<OutputNode, "kind"> {
  return { nodeId: id, title, ...(titleZh === undefined ? {} : { titleZh }) };
}

function sinks(graph: Graph, nodes: readonly GraphNode[]): GraphNode[] {
  const used = new Set(
    nodes.flatMap((node) => [...node.inputs.values()].map((value) => linkedNode(graph, value)?.id)),
  );
  return nodes.filter((node) => !used.has(node.id));
}
