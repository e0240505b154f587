"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { Breaker } from "@/lib/queue-schemas";

/** Lets a held workflow run again. */
export function useCloseBreaker(): { close: (breaker: Breaker) => void; isPending: boolean } {
  const t = useTranslations("settings.breaker");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const close = trpc.queue.closeBreaker.useMutation({
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => {
      void utils.queue.invalidate();
      void utils.tasks.invalidate();
    },
  });
  return {
    isPending: close.isPending,
    close: ({ kind, workflowId, workflowName }) =>
      close.mutate(
        { kind, workflowId },
        { onSuccess: () => toast.success(t("released", { name: workflowName })) },
      ),
  };
}
