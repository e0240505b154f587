"use client";

import { useLive } from "@/components/live/live-tasks";
import { trpc } from "@/components/trpc";
import type { TaskView } from "@/lib/task-schemas";

/** Callbacks for a call that settles a task: its answer is shown at once, and what follows from it is read again. */
export function useSettled(onDone: (task: TaskView) => void) {
  const utils = trpc.useUtils();
  const { tell } = useLive();
  return {
    onSuccess: (task: TaskView) => {
      tell({ tasks: [task] });
      onDone(task);
    },
    onSettled: () => {
      void utils.tasks.invalidate();
      void utils.queue.lane.invalidate();
    },
  };
}
