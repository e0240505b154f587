"use server";

import { type RequestOperation, requestOperationSchema } from "@/lib/operation-schemas";
import { type CreateOneTaskInput, createOneTaskSchema } from "@/lib/task-schemas";
import { act } from "@/server/transport/action";

/** Creates one task, and starts it if asked to; the same id again is the same task. */
export async function createTaskAction(input: CreateOneTaskInput) {
  return act(createOneTaskSchema, input, ({ services, actor, input: task }) =>
    services.taskIntake.create(actor, task),
  );
}

/** Acts on many tasks in the background; the same id again is the same operation. */
export async function operationAction(input: RequestOperation) {
  return act(requestOperationSchema, input, ({ services, actor, input: operation }) =>
    services.bulkOperations.request(actor, operation),
  );
}
