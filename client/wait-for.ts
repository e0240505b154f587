import type { TRPCClient } from "@trpc/client";
import { changesOf, type Watch } from "./changes.js";
import type { AppRouter, TaskChanges, TaskDetail, TaskView } from "./contract.js";
import { unanswered } from "./error.js";

/** The task has ended, and its results are here as far as they can be. */
export function isSettled(task: Pick<TaskView, "completedAt" | "outputs">): boolean {
  return task.completedAt !== null && task.outputs.every(({ state }) => state !== "PENDING");
}

/**
 * Waits until a task has ended, well or not, and its results are kept.
 * @throws HubQueueError TASK_NOT_FOUND when it is deleted meanwhile, ABORTED
 */
export async function waitFor(
  trpc: TRPCClient<AppRouter>,
  id: string,
  { signal }: Watch = {},
): Promise<TaskDetail> {
  let isFirst = true;
  for await (const changes of changesOf(trpc, { signal })) {
    if (!isFirst && !concerns(changes, id)) continue;
    isFirst = false;
    const task = await trpc.tasks.get.query({ id }, { ...(signal && { signal }) });
    if (isSettled(task)) return task;
  }
  throw unanswered(signal?.aborted ? new DOMException("aborted", "AbortError") : "the stream ended");
}

function concerns({ tasks, deletedIds, reset }: TaskChanges, id: string): boolean {
  return reset || deletedIds.includes(id) || tasks.some((task) => task.id === id);
}
