/** Which of a task's inputs the words of a failure are about. */

interface Input {
  readonly nodeId: string;
  readonly fieldName: string;
}

/** "node 6: …", "(KSampler, node 3)", "nodeId=6", `"node_id":"6"`. */
const NODE = /\bnode[ _]?(?:id)?["'\s:=]{0,4}([\w:-]*\d[\w:-]*)/gi;

/** A field as ComfyUI names it in its details: `sampler_name: 'x'`, `width, abc, could not`, `fieldName=text`. */
function namesField(message: string, fieldName: string): boolean {
  const name = fieldName.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?:^|[\\s"'(=])${name}(?=["']?[:,;)\\]}]|$)`, "im").test(message);
}

/**
 * Those that the message names, by node and field; those of a named node if it has only one; none where it cannot be told.
 * @param message RunningHub's words
 */
export function blamedInputs<I extends Input>(message: string, inputs: readonly I[]): I[] {
  const nodes = new Set([...message.matchAll(NODE)].map(([, nodeId]) => nodeId?.replace(/:$/, "")));
  const candidates = inputs.filter(({ nodeId }) => nodes.has(nodeId));
  if (nodes.size > 0 && candidates.length === 1) return candidates;
  const named = (nodes.size > 0 ? candidates : inputs).filter(({ fieldName }) =>
    namesField(message, fieldName),
  );
  // The same field of many nodes, and no node said: it could be any of them.
  return nodes.size === 0 && named.length > 1 ? [] : named;
}
