import { type Graph, runOrder } from "./graph";
import type { PlannedFailure } from "./model";

export interface FailedReason {
  node_id: string;
  node_name: string;
  exception_type: string;
  exception_message: string;
  traceback: string[];
  msg?: string;
}

const TEXTS = {
  error: ["RuntimeError", "mat1 and mat2 shapes cannot be multiplied (77x2048 and 768x320)"],
  oom: [
    "torch.OutOfMemoryError",
    "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 23.64 GiB | 显存不足",
  ],
  audit: ["audit.RHAuditException", "The content did not pass the review"],
  av1: ["RuntimeError", "input.mp4 could not be loaded with cv."],
  "missing-file": ["FileNotFoundError", "[Errno 2] No such file or directory"],
} as const;

/** The reason a failed task reports: an object as ComfyUI words it, a plain text, or nothing. */
export function failedReasonOf(failure: PlannedFailure): FailedReason | string | null {
  if (failure.kind === "null" || failure.kind === "unknown-1000") return null;
  if (failure.kind === "plain-string") return failure.message ?? "工作流运行失败";
  const [exceptionType, text] = TEXTS[failure.kind];
  return {
    node_id: failure.nodeId,
    node_name: failure.nodeName,
    exception_type: exceptionType,
    exception_message: failure.message ?? text,
    traceback: ['  File "/workspace/ComfyUI/execution.py", line 1208, in execute\n'],
    ...(failure.kind === "audit" ? { msg: "Porn" } : {}),
  };
}

/** The same reason in v1 dress, where lists and objects inside it are JSON text. */
export function failedReasonV1(failure: PlannedFailure): { failedReason: object | string } | null {
  const reason = failedReasonOf(failure);
  if (reason === null) return null;
  if (typeof reason === "string") return { failedReason: reason };
  const traceback = JSON.stringify(reason.traceback);
  return { failedReason: { ...reason, traceback, current_inputs: "{}", current_outputs: "{}" } };
}

/** A failure placed where it would happen: at the sampler, else at the last node. */
export function failureAtWork(
  graph: Graph,
  kind: PlannedFailure["kind"],
  message: string | null,
): PlannedFailure {
  const order = runOrder(graph);
  const nodeId = order.find((id) => /sampler/i.test(graph[id]?.class_type ?? "")) ?? order.at(-1) ?? "1";
  return { kind, nodeId, nodeName: graph[nodeId]?.class_type ?? "", message };
}
