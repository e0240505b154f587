"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useRefreshBatches } from "@/components/batches/use-refresh-batches";
import { useLive } from "@/components/live/live-tasks";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";

const AT_ONCE = 20;

/** Brings deleted tasks back, and says which did not come. */
export function useUndoDelete() {
  const t = useTranslations("tasks.toast");
  const utils = trpc.useUtils();
  const refreshBatches = useRefreshBatches();
  const { tell, moved } = useLive();
  const restore = trpc.tasks.restore.useMutation().mutateAsync;
  return useCallback(
    async (ids: readonly string[], name: string) => {
      let back = 0;
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const answers = await Promise.allSettled(ids.slice(at, at + AT_ONCE).map((id) => restore({ id })));
        const tasks = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
        tell({ tasks });
        back += tasks.length;
      }
      moved();
      void utils.tasks.invalidate();
      refreshBatches({ rowsToo: true });
      if (back > 0) toast.success(t("restored", { count: back, name }));
      if (back < ids.length) toast.error(t("restoreFailed", { count: ids.length - back }));
    },
    [restore, tell, moved, utils, refreshBatches, t],
  );
}
