"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { askAgain } from "@/components/ask-again";
import { useRefreshBatches } from "@/components/batches/use-refresh-batches";
import { useErrorText } from "@/components/error-text";
import { useLive } from "@/components/live/live-tasks";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { errorCode } from "@/lib/client-error";

/** Brings a deleted task back, or says why it did not come. */
export function useUndoDelete(): (id: string, name: string) => Promise<void> {
  const t = useTranslations("tasks.toast");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const refreshBatches = useRefreshBatches();
  const { tell, moved } = useLive();
  const restore = trpc.tasks.restore.useMutation().mutateAsync;
  return useCallback(
    async (id, name) => {
      let tries = 0;
      const send = async () => {
        tries += 1;
        try {
          return await restore({ id });
        } catch (error) {
          // The first answer may have been lost: no deleted task is found where it is back already.
          if (tries > 1 && errorCode(error) === "TASK_NOT_FOUND")
            return utils.tasks.get.fetch({ id }, { staleTime: 0 });
          throw error;
        }
      };
      try {
        tell({ tasks: [await askAgain(send)] });
        toast.success(t("restored", { name }));
      } catch (error) {
        toast.error(t("restoreFailed", { name }), { description: errorText(error) });
      }
      moved();
      void utils.tasks.invalidate();
      refreshBatches({ rowsToo: true });
    },
    [restore, tell, moved, utils, refreshBatches, t, errorText],
  );
}
