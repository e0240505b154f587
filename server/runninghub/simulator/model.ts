import { z } from "zod";
import type { Graph } from "./graph";
import type { NodeInfo } from "./node-info";
import type { NodeErrors } from "./prompt-validation";

export const failureKindSchema = z.enum([
  "error",
  "oom",
  "audit",
  "av1",
  "missing-file",
  "plain-string",
  "null",
  "unknown-1000",
]);
export type FailureKind = z.infer<typeof failureKindSchema>;

export const accountTypeSchema = z.enum(["NORMAL", "SHARED", "EXCLUSIVE"]);

export const accountSchema = z.object({
  key: z.string().min(1),
  name: z.string().default("simulated key"),
  type: accountTypeSchema.default("NORMAL"),
  /** Slots: tasks queued or running at the same time. */
  limit: z.number().int().min(0).default(1),
  coins: z.number().default(10_000),
  money: z.number().default(100),
  currency: z.enum(["CNY", "USD"]).default("CNY"),
  /** A code such as 801, 802, 806, 811 or 436 that every call of this key answers with. */
  blocked: z.number().int().nullable().default(null),
  /** Slots taken by other programs that use the same key. */
  externalRunning: z.number().int().min(0).default(0),
});
export type Account = z.infer<typeof accountSchema>;

/** How runs of one workflow behave; times in milliseconds at speed 1. */
export const behaviourSchema = z.strictObject({
  createMs: z.number().min(0).optional(),
  queueMs: z.number().min(0).optional(),
  runMs: z.number().min(0).optional(),
  failure: failureKindSchema.optional(),
  failureMessage: z.string().optional(),
  /** Nothing API-visible is saved: success with an empty list. */
  noOutputs: z.boolean().optional(),
  /** Every create is refused with this answer. */
  refuse: z.strictObject({ code: z.number().int(), msg: z.string() }).optional(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

export type WorkflowKind = "workflow" | "ai-app";

export interface AppInput {
  nodeId: string;
  nodeName: string;
  fieldName: string;
  fieldValue: string;
  fieldType: string;
  fieldData: string | null;
  description: string;
  descriptionEn: string;
}

export interface Workflow {
  workflowId: string;
  kind: WorkflowKind;
  name: string;
  graph: Graph;
  behaviour: Behaviour;
  /** Only for AI apps: the inputs its author published. */
  inputs: AppInput[];
}

export interface Upload {
  /** sha256 of the bytes, hex. */
  hash: string;
  extension: string;
  size: number;
  uploadedAt: number;
}

export interface WebhookRecord {
  id: string;
  url: string;
  status: "PENDING" | "SUCCESS" | "FAILED";
  response: string | null;
  retryCount: number;
  createdAt: number;
  updatedAt: number;
  /** Time of the next attempt; null = `delayMs` after the task's end. */
  nextAttemptAt: number | null;
  delayMs: number;
  /** Delivered or given up. */
  isDone: boolean;
}

export interface OutputFile {
  nodeId: string;
  fileName: string;
  fileType: string;
  /** Place in its batch. */
  index: number;
}

export interface PlannedFailure {
  kind: FailureKind;
  nodeId: string;
  nodeName: string;
  message: string | null;
}

export interface Task {
  taskId: string;
  clientId: string;
  key: string;
  generation: "v1" | "v2";
  kind: WorkflowKind;
  workflowId: string;
  graph: Graph;
  nodeInfoList: NodeInfo[];
  nodeErrors: NodeErrors;
  instanceType: string;
  createdAt: number;
  createMs: number;
  /** Speed factor the durations below were divided by; costs are counted in undivided seconds. */
  speed: number;
  /** When it starts to run; null while it waits in a personal queue or is held by a test. */
  runsAt: number | null;
  inPersonalQueue: boolean;
  /** How long it runs; null = held running by a test. */
  runMs: number | null;
  failure: PlannedFailure | null;
  /** When an accepted cancel takes effect. */
  cancelledAt: number | null;
  lost: boolean;
  outputs: OutputFile[];
  webhook: WebhookRecord | null;
  /** Remaining polls that report a FAILED that is not true. */
  falseFailures: number;
  /** Remaining polls of a success that report no outputs. */
  emptyOutputs: number;
  emptyOutputsAs: "array" | "null";
}
