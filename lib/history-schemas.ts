/** What a workflow's earlier tasks tell: what the doors take and return. */
import { z } from "zod";
import { storedText } from "./stored-text";
import { instanceTypeSchema, nodeInputSchema, workflowKindSchema } from "./task-schemas";
import { uuidSchema } from "./uuid-schema";

const work = z.object({
  /** RunningHub's id. */
  workflowId: storedText(64).min(1),
  kind: workflowKindSchema,
});

/** Where new tasks will run: on one account, on any of a site, or, with neither, on any of the first site in use. */
export const forecastSchema = work
  .extend({
    instanceType: instanceTypeSchema.optional(),
    accountId: uuidSchema.optional(),
    site: storedText(200).min(1).optional(),
  })
  .strict();
export type ForecastOf = z.output<typeof forecastSchema>;

export const forecastViewSchema = z.object({
  /** Successes that the medians are of, at most 50. */
  runs: z.number().int(),
  /** From the start of a run to its end. */
  medianSeconds: z.number().nullable(),
  medianCoins: z.number().nullable(),
  medianMoney: z.number().nullable(),
  /** Runs that go at once when nothing else waits; 0 while every account is paused. */
  slots: z.number().int(),
});
export type Forecast = z.infer<typeof forecastViewSchema>;

export const recentValuesSchema = work
  .extend({ nodeId: nodeInputSchema.shape.nodeId, fieldName: nodeInputSchema.shape.fieldName })
  .strict();
export type RecentValuesOf = z.output<typeof recentValuesSchema>;

/** A value a field had before, as `nodeInfoList` takes it; a file with its name. */
export const recentValueSchema = z.union([
  z.object({ fieldValue: z.union([z.string(), z.number(), z.boolean()]) }),
  z.object({ uploadId: z.string(), fileName: z.string() }),
]);
export type RecentValue = z.infer<typeof recentValueSchema>;
