"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { uuidv7 } from "uuidv7";
import { useRefreshBatches } from "@/components/batches/use-refresh-batches";
import { useErrorText } from "@/components/error-text";
import { useLive } from "@/components/live/live-tasks";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { errorCode } from "@/lib/client-error";
import type { CreateTask, TaskView } from "@/lib/task-schemas";

/** What the new task has otherwise than the one it copies. */
export type RunChanges = Pick<Partial<CreateTask>, "instanceType" | "timeoutMinutes">;

/** Runs a task again as a new one, and tells where that is. `running` names the tasks being copied right now. */
export function useRunAgain() {
  const t = useTranslations("task.again");
  const errorText = useErrorText();
  const router = useRouter();
  const utils = trpc.useUtils();
  const refreshBatches = useRefreshBatches();
  const { tell, moved } = useLive();
  const copy = trpc.tasks.runAgain.useMutation().mutateAsync;
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());

  /** Ids of copies whose answer never came: the next press asks for the same copy, not for a second one. */
  const unanswered = useRef(new Map<string, string>());

  const runAgain = async (task: TaskView, changes: RunChanges = {}): Promise<TaskView | null> => {
    setRunning((before) => new Set(before).add(task.id));
    const wish = JSON.stringify([task.id, changes]);
    const as = unanswered.current.get(wish) ?? uuidv7();
    unanswered.current.set(wish, as);
    try {
      const again = await copy({ id: task.id, as, ...changes });
      unanswered.current.delete(wish);
      tell({ tasks: [again] });
      moved();
      void utils.tasks.invalidate();
      refreshBatches();
      const open = { label: t("open"), onClick: () => router.push(`/tasks/${again.id}`) };
      toast.success(t("done", { name: task.workflowName }), { action: open });
      return again;
    } catch (error) {
      if (errorCode(error) !== null) unanswered.current.delete(wish); // refused, so there is none
      toast.error(t("failed", { name: task.workflowName }), { description: errorText(error) });
      return null;
    } finally {
      setRunning((before) => new Set([...before].filter((id) => id !== task.id)));
    }
  };
  return { runAgain, running };
}
