import { type Graph, linkedNodeId, outputNodeIds, upstreamOf } from "./graph";
import { sha256Hex } from "./ids";
import type { OutputFile } from "./model";

export type Media = "image" | "animation" | "video" | "audio" | "text" | "markup";

const MEDIA: [RegExp, Media, string][] = [
  [/svg$/i, "markup", "svg"],
  [/html$/i, "markup", "html"],
  [/animatedwebp/i, "animation", "webp"],
  [/videocombine|video_combine|savevideo|createvideo|savewebm|video/i, "video", "mp4"],
  [/audio/i, "audio", "wav"],
  [/text|string|previewany|display any|json/i, "text", "txt"],
];

/** What an output node makes, judged by its class name. */
export function mediaOf(classType: string): { media: Media; fileType: string } {
  const found = MEDIA.find(([pattern]) => pattern.test(classType));
  return found ? { media: found[1], fileType: found[2] } : { media: "image", fileType: "png" };
}

/** First literal input with one of these names on the way up from a node. */
export function nearestInput(graph: Graph, ids: string[], names: RegExp): unknown {
  for (const id of ids) {
    for (const [fieldName, value] of Object.entries(graph[id]?.inputs ?? {}))
      if (names.test(fieldName) && linkedNodeId(graph, value) === null) return value;
  }
  return undefined;
}

const MAX_BATCH = 8;

/** The files a finished run will have saved: one per output node and batch element, names unguessable and stable. */
export function planOutputs(graph: Graph, taskId: string, createdAt: number): OutputFile[] {
  return outputNodeIds(graph).flatMap((nodeId) => {
    const { media, fileType } = mediaOf(graph[nodeId]?.class_type ?? "");
    const batch = nearestInput(graph, upstreamOf(graph, nodeId), /^batch_size$/);
    const count =
      media === "image" && typeof batch === "number"
        ? Math.min(MAX_BATCH, Math.max(1, Math.floor(batch)))
        : 1;
    const prefix = String(graph[nodeId]?.inputs.filename_prefix ?? "ComfyUI")
      .replace(/[^\w-]+/g, "_")
      .slice(0, 40);
    return Array.from({ length: count }, (_, index) => {
      const token = sha256Hex(`${taskId}/${nodeId}/${index}`).slice(0, 10);
      const number = String(index + 1).padStart(5, "0");
      return {
        nodeId,
        fileType,
        index,
        fileName: `${prefix}_${number}_${token}_${Math.floor(createdAt / 1000)}.${fileType}`,
      };
    });
  });
}
