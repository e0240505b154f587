import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { appInputsOf } from "./app-inputs";
import { type Graph, readGraph } from "./graph";
import { type AppInput, behaviourSchema, type Workflow } from "./model";

const directory = path.join(path.dirname(fileURLToPath(import.meta.url)), "samples");
const bilingual = z.object({ en: z.string(), zh: z.string() });

const catalogueSchema = z.array(
  z.object({
    workflowId: z.string().regex(/^\d{19}$/),
    kind: z.enum(["workflow", "ai-app"]),
    name: bilingual,
    description: bilingual,
    thumbnail: z.string().optional(),
    graphFile: z.string(),
    behaviour: behaviourSchema.default({}),
    /** Labels and kinds of an app's published inputs, by "nodeId.fieldName"; unlisted inputs stay private. */
    inputs: z
      .record(
        z.string(),
        z.object({
          description: z.string(),
          descriptionEn: z.string(),
          fieldType: z.string().optional(),
          fieldData: z.string().optional(),
        }),
      )
      .optional(),
  }),
);
export type SampleEntry = z.infer<typeof catalogueSchema>[number];

const readText = (name: string) => readFileSync(path.join(directory, name), "utf8");

/** The catalogue of bundled samples, as GET /__control/samples serves it. */
export const readCatalogue = (): SampleEntry[] =>
  catalogueSchema.parse(JSON.parse(readText("catalogue.json")));

function publishedInputs(entry: SampleEntry, graph: Graph): AppInput[] {
  if (!entry.inputs) return appInputsOf(graph);
  const all = appInputsOf(graph, () => true);
  return Object.entries(entry.inputs).flatMap(([place, labels]) => {
    const input = all.find((item) => `${item.nodeId}.${item.fieldName}` === place);
    return input ? [{ ...input, ...labels }] : [];
  });
}

/** The bundled samples ready to run. */
export function readSamples(): Workflow[] {
  return readCatalogue().map((entry) => {
    const graph = readGraph(readText(entry.graphFile));
    if (!graph) throw new Error(`sample ${entry.graphFile} is not an API-format graph`);
    return {
      ...{ workflowId: entry.workflowId, kind: entry.kind, name: entry.name.en, graph },
      behaviour: entry.behaviour,
      inputs: entry.kind === "ai-app" ? publishedInputs(entry, graph) : [],
    };
  });
}
