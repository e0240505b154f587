"use client";

import { useLive, useTaskChanges } from "@/components/live/live-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { trpc } from "@/components/trpc";
import { errorCode } from "@/lib/client-error";
import { newer } from "@/lib/live-tasks";
import type { TaskDetail } from "@/lib/task-schemas";

/** Results are copied from RunningHub in the background; their arrival is no task change. */
const RESULTS_INTERVAL_MS = 2_000;

function awaitsResults(task: TaskDetail | undefined): boolean {
  return task?.outputs.some((output) => output.state === "PENDING") ?? false;
}

/** One task, kept current: the live picture at once, its history as soon as it is read again. */
export function useTaskDetail(initial: TaskDetail) {
  const { id } = initial;
  const { tasks: live, freshness } = useLive();
  const utils = trpc.useUtils();
  const query = trpc.tasks.get.useQuery(
    { id },
    {
      initialData: initial,
      refetchInterval: ({ state }) => {
        if (freshness === "paused") return false;
        if (awaitsResults(state.data)) return RESULTS_INTERVAL_MS;
        return freshness === "polling" ? POLLING_INTERVAL_MS : false;
      },
    },
  );
  useTaskChanges((changes) => {
    const isMeant = changes.reset || changes.tasks.some((task) => task.id === id);
    if (isMeant) void utils.tasks.get.invalidate({ id });
  });
  const isGone = query.isError && errorCode(query.error) === "TASK_NOT_FOUND";
  return {
    task: { ...query.data, ...newer(query.data, live.tasks.get(id)) },
    isDeleted: isGone || live.deletedIds.has(id),
    isStale: query.isError && !isGone,
  };
}
