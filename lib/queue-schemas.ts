/** The queue as a whole, as doors take and return it: its lane, its breakers, its settings. */
import { z } from "zod";
import { SPENDING_UNITS } from "./spending-schemas";
import { workflowKindSchema } from "./task-schemas";

const reason = z.object({ code: z.string(), message: z.string() }).nullable();
const time = z.iso.datetime().nullable();

/** A workflow that takes no new runs, because so many failed in a row. */
export const breakerSchema = z.object({
  kind: workflowKindSchema,
  workflowId: z.string(),
  workflowName: z.string(),
  failures: z.number().int(),
  openedAt: z.iso.datetime(),
  /** Why the last of them failed. */
  reason,
});
export type Breaker = z.infer<typeof breakerSchema>;

/** What a cap holds: every task until the day ends, or the tasks of one batch. */
export const spendingHoldSchema = z.object({
  batchId: z.string().nullable(),
  unit: z.enum(SPENDING_UNITS),
  cap: z.number(),
  until: time,
});
export type SpendingHold = z.infer<typeof spendingHoldSchema>;

/** What the lane shows: one entry per slot, who holds it, and how long the line is. */
export const laneSchema = z.object({
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      site: z.string(),
      paused: reason,
      /** Set while RunningHub had no room: why, and until when we wait. */
      busy: z.object({ code: z.string(), until: z.iso.datetime() }).nullable(),
      coins: z.string().nullable(),
      /** Runs on this key that are not ours. */
      elsewhere: z.number().int(),
      slots: z.array(
        z.object({
          no: z.number().int(),
          /** free: nothing · submitting: create call under way · running: on RunningHub · releasing: task over, remote not yet · unknown: unclear submit */
          state: z.enum(["free", "submitting", "running", "releasing", "unknown"]),
          taskId: z.string().nullable(),
          workflowName: z.string().nullable(),
          progress: z.object({ percent: z.number().int(), node: z.string().nullable() }).nullable(),
          since: time,
          timeoutAt: time,
          /** When it is likely to be free, from the workflow's last runs; null without history. */
          expectedEndAt: time,
        }),
      ),
    }),
  ),
  /** Workflows that are held. */
  breakers: z.array(breakerSchema),
  /** What is held because of its cost. */
  spendingHolds: z.array(spendingHoldSchema),
  waiting: z.number().int(),
  /** Median seconds of recent runs; null without history. */
  typicalSeconds: z.number().nullable(),
  /** Expected seconds until the line is empty, from the median of recent runs; null without history, and while something is held. */
  secondsToEmpty: z.number().nullable(),
  queuePaused: z.boolean(),
  /** When the backup was made that this is a copy of, while it rests; null otherwise. Resuming the line wakes it. */
  restoredFrom: time,
  simulator: z.boolean(),
  now: z.iso.datetime(),
});
export type Lane = z.infer<typeof laneSchema>;

export const closeBreakerSchema = z.object({ kind: workflowKindSchema, workflowId: z.string() }).strict();
export type CloseBreaker = z.output<typeof closeBreakerSchema>;

/** What people set for the queue as a whole. */
export const queueSettingsSchema = z
  .object({
    /** A workflow is held after this many failures in a row; 0 = never. */
    breakerFailures: z.number().int().min(0).max(1000),
    /** The queue stands still when tasks wait and nothing has moved for so long. */
    standstillMinutes: z.number().int().min(1).max(10_080),
  })
  .strict();
export type QueueSettings = z.output<typeof queueSettingsSchema>;
export const DEFAULT_QUEUE_SETTINGS: QueueSettings = { breakerFailures: 10, standstillMinutes: 30 };
/** What is left out stays. */
export const changeQueueSettingsSchema = queueSettingsSchema.partial();
export type ChangeQueueSettings = z.output<typeof changeQueueSettingsSchema>;

/** Whether RunningHub's webhooks reach us. */
export const webhookStateSchema = z.object({
  /** PUBLIC_URL; null: no webhooks are asked for. */
  publicUrl: z.string().nullable(),
  /** Of the last runs that have ended, how many asked for a webhook … */
  asked: z.number().int(),
  /** … and for how many of those one came. */
  arrived: z.number().int(),
  lastArrivedAt: time,
});
export type WebhookState = z.infer<typeof webhookStateSchema>;
