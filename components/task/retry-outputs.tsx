"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRefreshBatches } from "@/components/batches/use-refresh-batches";
import { useErrorText } from "@/components/error-text";
import { useMayAct } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import type { OutputView } from "@/lib/task-schemas";

/** Fetches results again that could not be kept; nothing for people who may not. Their tasks are not run again. */
export function RetryOutputs({
  outputs,
  isSmall = false,
}: {
  outputs: readonly OutputView[];
  /** For a tile: no mark beside the words. */
  isSmall?: boolean;
}) {
  const t = useTranslations("task.outputs");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const refreshBatches = useRefreshBatches();
  const mayAct = useMayAct();
  const retry = trpc.outputs.retry.useMutation({
    onError: (error) => toast.error(t("retryFailed"), { description: errorText(error) }),
    onSettled: () => {
      refreshBatches();
      return utils.tasks.invalidate();
    },
  });
  if (!mayAct || outputs.length === 0) return null;
  return (
    <Button
      variant="outline"
      size={isSmall ? "xs" : "sm"}
      busy={retry.isPending}
      className={isSmall ? "px-1 text-[11px]" : "self-start text-foreground"}
      onClick={() => {
        for (const { id } of outputs) retry.mutate({ id });
      }}
    >
      {!retry.isPending && !isSmall && <RotateCcw aria-hidden />}
      {t("retry")}
    </Button>
  );
}
