import { z } from "zod";
import { minutesSchema } from "@/components/new-task/task-form";
import type { Say } from "@/lib/field-schema";
import { instanceTypeSchema } from "@/lib/task-schemas";
import type { SavedSheet } from "./saved-sheet";

/** What holds for all rows. */
export type BatchSettings = SavedSheet["settings"];

export function batchSettingsSchema(say: Say) {
  const named = z
    .string()
    .trim()
    .min(1, say("required"))
    .max(200, say("tooLong", { max: 200 }));
  return z.object({
    batchName: named,
    workflowName: named,
    runsOn: z.string(),
    instanceType: instanceTypeSchema,
    timeoutMinutes: minutesSchema(say),
  });
}
