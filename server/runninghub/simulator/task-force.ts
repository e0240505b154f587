import { z } from "zod";
import type { Engine } from "./engine";
import { failureAtWork } from "./failures";
import { failureKindSchema, type Task } from "./model";

export const taskForceSchema = z.strictObject({
  /** QUEUED and RUNNING hold the task there until it is forced on; LOST makes the service forget it. */
  state: z.enum(["QUEUED", "RUNNING", "SUCCESS", "FAILED", "CANCELLED", "LOST"]).optional(),
  failure: failureKindSchema.optional(),
  failureMessage: z.string().optional(),
  /** Polls that report a FAILED which is not true; the run goes on. */
  flapFailedThenSuccess: z.number().int().min(0).optional(),
  /** Polls of the finished task that show no outputs yet. */
  emptyOutputsTimes: z.number().int().min(0).optional(),
  emptyOutputsAs: z.enum(["array", "null"]).optional(),
  noOutputs: z.boolean().optional(),
  queueMs: z.number().min(0).optional(),
  runMs: z.number().min(0).optional(),
  webhookDelayMs: z.number().min(0).optional(),
});
export type TaskForce = z.infer<typeof taskForceSchema>;

function forceState(task: Task, state: NonNullable<TaskForce["state"]>, now: number): void {
  task.lost = state === "LOST";
  if (state === "LOST") return;
  task.cancelledAt = state === "CANCELLED" ? now : null;
  if (state === "CANCELLED") return;
  if (state === "QUEUED") {
    task.runsAt = null;
    task.inPersonalQueue = false;
    return;
  }
  const started = task.runsAt !== null && task.runsAt <= now ? task.runsAt : now;
  task.runsAt = started;
  task.runMs = state === "RUNNING" ? null : now - started;
  if (state === "SUCCESS") task.failure = null;
}

/** Bends the course of one task; the change is remembered like any other. */
export function forceTask(engine: Engine, task: Task, force: TaskForce): void {
  const { state, failure, failureMessage = null } = force;
  if (force.queueMs !== undefined) task.runsAt = task.createdAt + engine.scaled(force.queueMs);
  if (force.runMs !== undefined) task.runMs = engine.scaled(force.runMs);
  if (state) forceState(task, state, engine.now());
  if (failure || state === "FAILED")
    task.failure = failureAtWork(task.graph, failure ?? "error", failureMessage);
  if (force.flapFailedThenSuccess !== undefined) task.falseFailures = force.flapFailedThenSuccess;
  if (force.emptyOutputsTimes !== undefined) task.emptyOutputs = force.emptyOutputsTimes;
  if (force.emptyOutputsAs) task.emptyOutputsAs = force.emptyOutputsAs;
  if (force.noOutputs) task.outputs = [];
  if (force.webhookDelayMs !== undefined && task.webhook)
    task.webhook.delayMs = engine.scaled(force.webhookDelayMs);
  engine.saveTask(task);
}
