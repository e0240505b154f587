import { type Graph, outputNodeIds, upstreamOf } from "./graph";
import type { NodeInfo } from "./node-info";

const ENUMS: Record<string, readonly string[]> = {
  sampler_name:
    "euler euler_cfg_pp euler_ancestral euler_ancestral_cfg_pp heun heunpp2 dpm_2 dpm_2_ancestral lms dpm_fast dpm_adaptive dpmpp_2s_ancestral dpmpp_sde dpmpp_sde_gpu dpmpp_2m dpmpp_2m_sde dpmpp_2m_sde_gpu dpmpp_3m_sde dpmpp_3m_sde_gpu ddpm lcm ipndm ipndm_v deis res_multistep gradient_estimation er_sde seeds_2 seeds_3 sa_solver ddim uni_pc uni_pc_bh2".split(
      " ",
    ),
  scheduler:
    "simple sgm_uniform karras exponential ddim_uniform beta normal linear_quadratic kl_optimal".split(" "),
};

export interface NodeErrors {
  [nodeId: string]: {
    errors: { type: string; message: string; details: string; extra_info: object }[];
    dependent_outputs: string[];
    class_type: string;
  };
}

function problemOf(fieldName: string, saved: unknown, value: unknown) {
  const allowed = ENUMS[fieldName];
  if (allowed && !allowed.includes(String(value))) {
    const details = `${fieldName}: '${String(value)}' not in [${allowed.map((item) => `'${item}'`).join(", ")}]`;
    return { type: "value_not_in_list", message: "Value not in list", details, extra_info: {} };
  }
  const wasNumber = typeof saved === "number" || typeof saved === "bigint";
  if (wasNumber && typeof value !== "number" && typeof value !== "bigint") {
    const details = `${fieldName}, ${String(value)}, could not convert to a number`;
    return {
      type: "invalid_input_type",
      message: "Failed to convert an input value",
      details,
      extra_info: {},
    };
  }
  return null;
}

/**
 * ComfyUI-like validation of the overridden fields only: pasted graphs may use custom nodes with other lists.
 * `saved` is the graph before the overrides, `graph` after them.
 */
export function validateOverrides(saved: Graph, graph: Graph, overrides: NodeInfo[]): NodeErrors {
  const nodeErrors: NodeErrors = {};
  for (const { nodeId, fieldName } of overrides) {
    const problem = problemOf(fieldName, saved[nodeId]?.inputs[fieldName], graph[nodeId]?.inputs[fieldName]);
    if (!problem) continue;
    const entry = nodeErrors[nodeId] ?? {
      errors: [],
      dependent_outputs: outputNodeIds(graph).filter((id) => upstreamOf(graph, id).includes(nodeId)),
      class_type: graph[nodeId]?.class_type ?? "",
    };
    entry.errors.push(problem);
    nodeErrors[nodeId] = entry;
  }
  return nodeErrors;
}

/** The promptTips text of a reply. */
export function promptTips(graph: Graph, nodeErrors: NodeErrors): string {
  const broken = new Set(Object.values(nodeErrors).flatMap((entry) => entry.dependent_outputs));
  const outputs = outputNodeIds(graph).filter((id) => !broken.has(id));
  const tips = {
    result: outputs.length > 0,
    error: null,
    outputs_to_execute: outputs,
    node_errors: nodeErrors,
  };
  return JSON.stringify(tips);
}
