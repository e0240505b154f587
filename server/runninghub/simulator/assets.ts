import type { Graph } from "./graph";
import { linkedNodeId } from "./graph";
import type { NodeInfo } from "./node-info";

const LOADER_FIELD = /^(image|images|video|audio|file|upload|mask|path|url|image_url)$/;

export interface Asset {
  nodeId: string;
  classType: string;
  fileName: string;
}

/** The files a graph loads: literal text in a file field of a node whose class loads something. */
export function assetsOf(graph: Graph, ids: string[] = Object.keys(graph)): Asset[] {
  return ids.flatMap((nodeId) => {
    const node = graph[nodeId];
    if (!node || !/load/i.test(node.class_type)) return [];
    return Object.entries(node.inputs).flatMap(([fieldName, value]) =>
      typeof value === "string" &&
      LOADER_FIELD.test(fieldName) &&
      linkedNodeId(graph, value) === null &&
      value !== "image"
        ? [{ nodeId, classType: node.class_type, fileName: value }]
        : [],
    );
  });
}

const isRemote = (name: string) => /^(https?|data):/i.test(name);
const looksUploaded = (name: string) => /^(api|openapi)\//.test(name) || /^[0-9a-f]{64}$/.test(name);

/**
 * A loaded file that does not exist: named like an upload, or set by an override, yet never uploaded. A workflow's
 * own default (example.png) and remote addresses stand for a built-in picture.
 */
export function findMissingAsset(
  saved: Graph,
  graph: Graph,
  overrides: NodeInfo[],
  isUploaded: (fileName: string) => boolean,
): Asset | null {
  const isOwnDefault = (asset: Asset) =>
    Object.values(saved[asset.nodeId]?.inputs ?? {}).includes(asset.fileName) &&
    !looksUploaded(asset.fileName);
  const isOverridden = (asset: Asset) => overrides.some((item) => item.nodeId === asset.nodeId);
  return (
    assetsOf(graph).find(
      (asset) =>
        !isUploaded(asset.fileName) &&
        !isRemote(asset.fileName) &&
        !isOwnDefault(asset) &&
        (isOverridden(asset) || looksUploaded(asset.fileName)),
    ) ?? null
  );
}
