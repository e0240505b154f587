import { del, get, set } from "idb-keyval";
import { z } from "zod";
import { type FormField, formFieldSchema } from "@/lib/workflow-schemas";

const seedPolicySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("eachRun") }),
  z.object({ kind: z.literal("eachRow") }),
  z.object({ kind: z.literal("fixed"), seed: z.string() }),
  z.object({ kind: z.literal("count"), from: z.string() }),
]);

/** A sheet as this browser keeps it. Files are known by their uploads: the browser may not keep files themselves. */
const savedSheetSchema = z.object({
  savedAt: z.string(),
  rows: z.array(z.object({ cells: z.record(z.string(), z.string()), number: z.number().optional() })),
  shown: z.array(z.string()),
  seeds: z.record(z.string(), seedPolicySchema),
  extras: z.array(
    z.object({
      nodeId: z.string(),
      fieldName: z.string(),
      fieldValue: z.string(),
      sendAs: formFieldSchema.shape.sendAs satisfies z.ZodType<FormField["sendAs"]>,
    }),
  ),
  files: z.array(
    z.object({ name: z.string(), size: z.number(), lastModified: z.number(), uploadId: z.string() }),
  ),
  settings: z.object({
    batchName: z.string(),
    workflowName: z.string(),
    runsOn: z.string(),
    instanceType: z.enum(["default", "plus", "ultra"]),
    timeoutMinutes: z.string(),
  }),
  /** The batch this sheet was sent as, when its answer is not known. */
  sentAs: z.string().nullable(),
});
export type SavedSheet = z.infer<typeof savedSheetSchema>;

/** @returns null when there is none, or none that can be read. A browser without storage has none. */
export async function readSavedSheet(key: string): Promise<SavedSheet | null> {
  const found: unknown = await get(key).catch(() => null);
  return savedSheetSchema.safeParse(found).data ?? null;
}

/** Private windows and full disks refuse: the sheet then lives as long as its page. */
export async function saveSheet(key: string, sheet: SavedSheet): Promise<void> {
  await set(key, sheet).catch(() => undefined);
}

export async function forgetSheet(key: string): Promise<void> {
  await del(key).catch(() => undefined);
}
