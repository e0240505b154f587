"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { type LineLimits, lineLimitsSchema } from "@/lib/line-limits";
import { NumbersForm } from "./numbers-form";

export function LimitsForm({ limits, isLocked }: { limits: LineLimits; isLocked: boolean }) {
  const t = useTranslations("settings.limits");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const save = trpc.queue.setLimits.useMutation({
    onSuccess: (saved) => {
      utils.queue.limits.setData(undefined, saved);
      toast.success(t("saved"));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.queue.invalidate(),
  });
  return (
    <NumbersForm
      values={limits}
      number={lineLimitsSchema.shape.waitingTasks}
      labels={{ waitingTasks: t("waitingTasks"), waitingTasksPerPerson: t("waitingTasksPerPerson") }}
      words={{
        title: t("title"),
        none: t("none"),
        problem: t("problem"),
        how: t("how"),
        whoMay: t("administrators"),
        save: t("save"),
      }}
      inputMode="numeric"
      isLocked={isLocked}
      isSaving={save.isPending}
      onSave={(values) => save.mutate(values)}
    />
  );
}
