"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { askAgain } from "@/components/ask-again";
import { useErrorText } from "@/components/error-text";
import { useLive } from "@/components/live/live-tasks";
import { useUndoDelete } from "@/components/tasks/use-undo-delete";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { wasDone } from "@/lib/client-error";
import { asItWas, expectedAfter } from "@/lib/expected-task";
import type { TaskView } from "@/lib/task-schemas";
import type { TaskAction } from "@/lib/task-status";

const UNDO_MS = 8_000;

/**
 * Acts on one task. It looks done at once; when the server refuses, it looks again as it was, and the reason is told.
 * An answer that was lost is asked for again: then a refusal because it is done already means that it was done.
 */
export function useRunOne(): (action: TaskAction, task: TaskView) => Promise<void> {
  const t = useTranslations("tasks.toast");
  const errorText = useErrorText();
  const undoDelete = useUndoDelete();
  const { tell, moved } = useLive();
  const start = trpc.tasks.start.useMutation().mutateAsync;
  const stop = trpc.tasks.stop.useMutation().mutateAsync;
  const remove = trpc.tasks.remove.useMutation().mutateAsync;

  return useCallback(
    async (action, task) => {
      const { id, workflowName: name } = task;
      const calls = { start, stop, delete: remove };
      let tries = 0;
      const send = async () => {
        tries += 1;
        try {
          return await calls[action]({ id });
        } catch (error) {
          if (tries > 1 && wasDone(action, error)) return null;
          throw error;
        }
      };
      tell(action === "delete" ? { deletedIds: [id] } : { tasks: [expectedAfter(action, task)] });
      try {
        const answer = await askAgain(send);
        if (action === "delete") moved();
        else if (answer !== null && !("deleted" in answer)) tell({ tasks: [answer] });
        const undo = { label: t("undo"), onClick: () => void undoDelete(id, name) };
        toast.success(
          t(action, { count: 1, name }),
          action === "delete" ? { duration: UNDO_MS, action: undo } : {},
        );
      } catch (error) {
        tell({ tasks: [asItWas(task)] });
        toast.error(t(`${action}Failed`, { name }), { description: errorText(error) });
      }
    },
    [start, stop, remove, tell, moved, undoDelete, t, errorText],
  );
}
