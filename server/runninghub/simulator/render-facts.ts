import { assetsOf } from "./assets";
import { type Graph, linkedNodeId, upstreamOf } from "./graph";
import { type Media, mediaOf, nearestInput } from "./output-plan";

export type PictureStep = "restyle" | "cutout" | "upscale" | "tint";

/** What a graph says about one of its outputs: everything the producers need, read from the graph alone. */
export interface RenderFacts {
  media: Media;
  prompt: string;
  seed: string;
  width: number;
  height: number;
  /** File names of the loaded inputs, nearest first. */
  sources: string[];
  steps: PictureStep[];
  /** How far a sampler may leave its input picture, 0–1. */
  denoise: number;
  scale: number;
  framesPerSecond: number;
}

const TEXT_FIELD = /^(text|prompt|positive|positive_prompt|caption|string|text_g|text_l|tags|lyrics|value)$/;
const isNegativeLink = (fieldName: string) => /^negative|negative$/.test(fieldName);

function promptOf(graph: Graph, ids: string[]): string {
  const texts = ids.flatMap((id) =>
    Object.entries(graph[id]?.inputs ?? {}).flatMap(([fieldName, value]) =>
      TEXT_FIELD.test(fieldName) && typeof value === "string" && value.trim() !== "" ? [value.trim()] : [],
    ),
  );
  return [...new Set(texts)].join(" · ").slice(0, 1000);
}

const numberOr = (value: unknown, fallback: number) =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : fallback;

function scaleOf(graph: Graph, ids: string[]): number {
  const byFactor = nearestInput(graph, ids, /^(scale_by|upscale_by|scale_factor)$/);
  if (typeof byFactor === "number") return Math.min(8, Math.max(0.1, byFactor));
  const isUpscaling = ids.some((id) => /upscale/i.test(graph[id]?.class_type ?? ""));
  if (!isUpscaling) return 1;
  const model = nearestInput(graph, ids, /^(model_name|upscale_model)$/);
  return numberOr(Number(/(\d)x|x(\d)/i.exec(String(model))?.slice(1).find(Boolean)), 2);
}

/** Reads the facts for one output node. */
export function factsOf(graph: Graph, nodeId: string): RenderFacts {
  const ids = upstreamOf(graph, nodeId);
  const positive = upstreamOf(graph, nodeId, isNegativeLink);
  const classes = ids.map((id) => graph[id]?.class_type ?? "");
  const has = (pattern: RegExp) => classes.some((name) => pattern.test(name));
  const scale = scaleOf(graph, ids);
  const steps: PictureStep[] = [];
  if (has(/sampler/i)) steps.push("restyle");
  if (has(/rembg|remove.?background|birefnet|matting|cutout/i)) steps.push("cutout");
  if (scale !== 1) steps.push("upscale");
  const sampler = ids.find((id) => linkedNodeId(graph, graph[id]?.inputs.positive) !== null);
  return {
    media: mediaOf(graph[nodeId]?.class_type ?? "").media,
    prompt: promptOf(graph, positive),
    seed: String(nearestInput(graph, sampler ? [sampler, ...ids] : ids, /^(noise_)?seed$/) ?? "0"),
    width: numberOr(nearestInput(graph, ids, /^width$/), 768),
    height: numberOr(nearestInput(graph, ids, /^height$/), 768),
    sources: assetsOf(graph, ids).map((asset) => asset.fileName),
    steps: steps.length > 0 ? steps : ["tint"],
    denoise: Math.min(1, numberOr(nearestInput(graph, ids, /^denoise$/), 0.6)),
    scale,
    framesPerSecond: Math.min(30, numberOr(nearestInput(graph, ids, /^(fps|frame_rate)$/), 12)),
  };
}
