import type { Graph } from "./graph";
import { fractionOf } from "./ids";
import { factsOf } from "./render-facts";

const MOODS = ["calm", "vivid", "dreamy", "bold", "soft", "crisp"] as const;
const MOODS_ZH = ["宁静", "鲜明", "梦幻", "大胆", "柔和", "清晰"] as const;

/** The text a text output holds: the prompt worded as a caption, the same for the same inputs. */
export function captionText(graph: Graph, nodeId: string): string {
  const { prompt, seed, sources } = factsOf(graph, nodeId);
  const place = Math.floor(fractionOf(`${prompt}/${seed}/${sources.join()}`) * MOODS.length);
  const picture = sources.length > 0 ? "the given picture" : "an imagined picture";
  return [
    `A ${MOODS[place]} caption for ${picture}: ${prompt || "no prompt was given"}`,
    `一段${MOODS_ZH[place]}的描述：${prompt || "（没有提示词）"}`,
    `seed ${seed}`,
    "",
  ].join("\n");
}
