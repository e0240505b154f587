"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { useMayAct } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import type { OutputView } from "@/lib/task-schemas";

/** Fetches results again that could not be kept; nothing for people who may not. Their tasks are not run again. */
export function RetryOutputs({ outputs }: { outputs: readonly OutputView[] }) {
  const t = useTranslations("task.outputs");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const mayAct = useMayAct();
  const retry = trpc.outputs.retry.useMutation({
    onError: (error) => toast.error(t("retryFailed"), { description: errorText(error) }),
    onSettled: () => utils.tasks.invalidate(),
  });
  if (!mayAct || outputs.length === 0) return null;
  return (
    <Button
      variant="outline"
      size="sm"
      busy={retry.isPending}
      className="self-start text-foreground"
      onClick={() => {
        for (const { id } of outputs) retry.mutate({ id });
      }}
    >
      {!retry.isPending && <RotateCcw aria-hidden />}
      {t("retry")}
    </Button>
  );
}
