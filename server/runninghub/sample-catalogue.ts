/** The samples the bundled simulator offers; the real RunningHub has no such list. */
import { request } from "undici";
import { z } from "zod";
import { workflowKindSchema } from "@/lib/task-schemas";
import { localizedTextSchema } from "@/lib/workflow-schemas";
import { RunningHubError } from "./contract";

const catalogueSchema = z.array(
  z.object({
    workflowId: z.string(),
    kind: workflowKindSchema,
    name: localizedTextSchema,
    description: localizedTextSchema.nullable().default(null),
  }),
);
export type Sample = z.infer<typeof catalogueSchema>[number];

const TIMEOUT_MS = 10_000;

/** @throws RunningHubError when the simulator does not answer with a catalogue. */
export async function readSampleCatalogue(place: { readonly baseUrl: string }): Promise<Sample[]> {
  try {
    const { body } = await request(`${place.baseUrl.replace(/\/+$/, "")}/__control/samples`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return catalogueSchema.parse(await body.json());
  } catch (error) {
    const what = error instanceof Error ? error.name : "unknown";
    throw new RunningHubError("network", `the simulator's samples could not be read (${what})`, {
      retryable: true,
    });
  }
}
