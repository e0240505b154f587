import { type Graph, linkedNodeId } from "./graph";
import { fractionOf } from "./ids";
import type { AppInput } from "./model";

function typeOf(fieldName: string, classType: string, value: unknown): [string, string | null] {
  if (/loadimage/i.test(classType) && fieldName === "image")
    return ["IMAGE", '[["example.png", "keep_this_dic"], {"image_upload": true}]'];
  if (/loadvideo/i.test(classType)) return ["VIDEO", '["STRING", {"default": "None"}]'];
  if (/loadaudio/i.test(classType)) return ["AUDIO", '["STRING", {"default": "None"}]'];
  if (typeof value === "boolean") return ["BOOLEAN", `["BOOLEAN", {"default": ${value}}]`];
  if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value)))
    return ["INT", `["INT", {"default": ${value}}]`];
  if (typeof value === "number") return ["FLOAT", `["FLOAT", {"default": ${value}}]`];
  return ["STRING", '["STRING", {"default": "", "multiline": true}]'];
}

const USUAL = /^(image|video|audio|text|prompt|seed|denoise|width|height)$/;

/** The inputs an author would publish for a graph: files, prompts, sizes and seeds, unless told which. */
export function appInputsOf(
  graph: Graph,
  isPublished = (fieldName: string) => USUAL.test(fieldName),
): AppInput[] {
  return Object.entries(graph).flatMap(([nodeId, node]) =>
    Object.entries(node.inputs).flatMap(([fieldName, value]) => {
      if (!isPublished(fieldName) || linkedNodeId(graph, value) !== null) return [];
      const [fieldType, fieldData] = typeOf(fieldName, node.class_type, value);
      const title = node._meta?.title ?? node.class_type;
      return [
        {
          ...{
            nodeId,
            nodeName: node.class_type,
            fieldName,
            fieldValue: String(value),
            fieldType,
            fieldData,
          },
          description: `${title} · ${fieldName}`,
          descriptionEn: `${title} · ${fieldName}`,
        },
      ];
    }),
  );
}

/** A 19-digit id for a graph registered without one; the same name keeps its id. */
export const idForName = (name: string): string =>
  `19${String(Math.floor(fractionOf(name) * 1e17)).padStart(17, "0")}`;
