import { z } from "zod";

export const webhookShapeSchema = z.enum([
  "auto",
  "v1-string",
  "v1-object",
  "v2",
  "v2-wrapped",
  "bare",
  "file-string",
]);

export const settingsSchema = z.strictObject({
  /** What an unknown key is told: auto = the usual answer of each endpoint. */
  keyError: z.enum(["auto", "802", "301", "code1", "401", "http401"]).default("auto"),
  /** How a cancelled task is reported afterwards. */
  cancelReport: z.enum(["805", "CANCEL", "empty", "807"]).default("805"),
  /** Answer to cancelling a finished task. */
  cancelFinished: z.enum(["807", "code1"]).default("807"),
  /** "ignored": the cancel is accepted, yet the run goes on to its natural end. */
  cancelEffect: z.enum(["stop", "ignored"]).default("stop"),
  /** Time between an accepted cancel of a running task and its end. */
  cancelDelayMs: z.number().min(0).default(800),
  /** Whether used machine time of cancelled and failed tasks is billed. */
  billUnfinished: z.boolean().default(false),
  /** Where enum and type failures of overrides are reported. */
  validation: z.enum(["433", "promptTips", "off"]).default("433"),
  /** A pasted graph runs under any workflow id. */
  acceptUnknownWorkflowIds: z.boolean().default(true),
  randomiseSeeds: z.boolean().default(true),
  fileLifetimeHours: z.number().min(0).default(24),
  /** Links are signed at each listing and live this long, while the file itself stays; null = links last as the file does. */
  linkLifetimeHours: z.number().min(0).nullable().default(null),
  /** Whether a result can be fetched in parts. */
  fileRanges: z.boolean().default(true),
  /** Another number: the results have other bytes (and another tag), which are still such files. */
  fileEdition: z.number().int().min(0).default(0),
  /** After this, uploaded names are gone for new tasks; null = never. */
  uploadLifetimeHours: z.number().min(0).nullable().default(null),
  maxUploadMegabytes: z.number().min(0).default(30),
  /** A fresh task is unknown to status, outputs and query for this long. */
  replicationLagMs: z.number().min(0).default(0),
  /** Defaults of workflows without their own; runMs null = between 6 and 10 seconds, by task. */
  createMs: z.number().min(0).default(0),
  queueMs: z.number().min(0).default(1500),
  runMs: z.number().min(0).nullable().default(null),
  webhookShape: webhookShapeSchema.default("auto"),
  webhookNumericTaskId: z.boolean().default(false),
  /** Extra copies of every delivered webhook. */
  webhookDuplicates: z.number().int().min(0).max(10).default(0),
  webhookLost: z.boolean().default(false),
  webhookDelayMs: z.number().min(0).default(0),
  webhookRetryMs: z.number().min(0).default(60_000),
  webhookRetries: z.number().int().min(0).default(3),
  /** Real time a receiver may take to answer. */
  webhookTimeoutMs: z.number().min(1).default(5000),
});

/** Everything that can be switched while the simulator runs. Times are divided by the speed unless said otherwise. */
export type Settings = z.infer<typeof settingsSchema>;
