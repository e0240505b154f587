"use server";

import { z } from "zod";
import {
  type BatchTarget,
  batchTargetSchema,
  type CreateTaskInput,
  createTaskSchema,
} from "@/lib/task-schemas";
import { TASK_ACTION_NAMES, type TaskAction } from "@/lib/task-status";
import { act } from "@/server/transport/action";

const batchSchema = z.object({ action: z.enum(TASK_ACTION_NAMES), target: batchTargetSchema });

/** Creates one task, and starts it if asked to. */
export async function createTaskAction(input: CreateTaskInput) {
  return act(createTaskSchema, input, ({ services, actor, input: task }) =>
    services.taskIntake.create(actor, task),
  );
}

/** Acts on many tasks; what was refused is in the report, task by task. */
export async function batchAction(action: TaskAction, target: BatchTarget) {
  return act(batchSchema, { action, target }, ({ services, actor, input }) =>
    services.taskController.batch(actor, input.action, input.target),
  );
}
