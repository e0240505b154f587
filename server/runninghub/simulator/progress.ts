import { type Graph, outputNodeIds, runOrder } from "./graph";
import type { Task } from "./model";

export interface ProgressMessage {
  /** Share of the run after which it is sent, 0–1. */
  share: number;
  type: string;
  data: Record<string, unknown>;
}

const WEIGHTS: [RegExp, number][] = [
  [/sampler/i, 12],
  [/vae|upscale|rembg|video/i, 3],
  [/loader|encode/i, 2],
];

const weightOf = (classType: string) => WEIGHTS.find(([pattern]) => pattern.test(classType))?.[1] ?? 1;

function stepsOf(graph: Graph, nodeId: string): number {
  const node = graph[nodeId];
  if (!/sampler/i.test(node?.class_type ?? "")) return 0;
  const { steps } = node?.inputs ?? {};
  return typeof steps === "number" ? Math.min(100, Math.max(1, Math.floor(steps))) : 20;
}

function endMessage(task: Task, prompt: { prompt_id: string }): ProgressMessage {
  const { failure } = task;
  if (!failure) return { share: 1, type: "execution_success", data: prompt };
  return {
    share: 1,
    type: "execution_error",
    data: {
      ...prompt,
      node_id: failure.nodeId,
      node_type: failure.nodeName,
      exception_message: failure.message ?? "",
      exception_type: failure.kind === "oom" ? "torch.OutOfMemoryError" : "RuntimeError",
      traceback: [],
    },
  };
}

/** Every message the websocket of this run sends, in order: a run that fails stops at the failing node. */
export function progressScript(task: Task): ProgressMessage[] {
  const { graph, failure } = task;
  const prompt = { prompt_id: task.taskId };
  const full = runOrder(graph);
  const failing = failure ? full.indexOf(failure.nodeId) : -1;
  const order = failing >= 0 ? full.slice(0, failing + 1) : full;
  const outputs = outputNodeIds(graph);
  const total = order.reduce((sum, id) => sum + weightOf(graph[id]?.class_type ?? ""), 0) || 1;
  const messages: ProgressMessage[] = [
    { share: 0, type: "execution_start", data: prompt },
    { share: 0, type: "execution_cached", data: { nodes: [], ...prompt } },
  ];
  let done = 0;
  for (const node of order) {
    const weight = weightOf(graph[node]?.class_type ?? "");
    messages.push({ share: done / total, type: "executing", data: { node, ...prompt } });
    const max = stepsOf(graph, node);
    for (let value = 1; value <= max; value += 1)
      messages.push({
        share: (done + (weight * value) / max) / total,
        type: "progress",
        data: { node, value, max, ...prompt },
      });
    done += weight;
    if (!failure && outputs.includes(node)) {
      const images = task.outputs
        .filter((file) => file.nodeId === node)
        .map((file) => ({ filename: file.fileName, type: "output" }));
      messages.push({ share: done / total, type: "executed", data: { node, output: { images }, ...prompt } });
    }
  }
  return [...messages, endMessage(task, prompt)];
}
