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
    z.object({
      name: z.string(),
      size: z.number(),
      lastModified: z.number(),
      uploadId: z.string().nullable(),
    }),
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
  const kept = savedSheetSchema.safeParse(await get(key).catch(() => null)).data ?? null;
  const noted = savedSheetSchema.safeParse(readNote(key)).data ?? null;
  if (kept === null || noted === null) return kept ?? noted;
  return noted.savedAt > kept.savedAt ? noted : kept;
}

/** Private windows and full disks refuse: the sheet then lives as long as its page. */
export async function saveSheet(key: string, sheet: SavedSheet): Promise<void> {
  await set(key, sheet).catch(() => undefined);
}

/** At once, for a page that goes away; large sheets find no room here and have what was saved last. */
export function noteSheet(key: string, sheet: SavedSheet): void {
  try {
    localStorage.setItem(key, JSON.stringify(sheet));
  } catch {
    // As above.
  }
}

function readNote(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

export async function forgetSheet(key: string): Promise<void> {
  try {
    localStorage.removeItem(key);
  } catch {
    // As above.
  }
  await del(key).catch(() => undefined);
}
