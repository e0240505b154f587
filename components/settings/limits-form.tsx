"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { InputField } from "@/components/ui/field";
import { type LineLimits, lineLimitsSchema } from "@/lib/line-limits";
import { typedNumber, typedText } from "@/lib/typed-number";

const FIELDS = ["waitingTasks", "waitingTasksPerPerson"] as const;

/** Nothing is "no limit". */
const limit = typedNumber(lineLimitsSchema.shape.waitingTasks);
const formSchema = z.object({ waitingTasks: limit, waitingTasksPerPerson: limit });

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
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: {
      waitingTasks: typedText(limits.waitingTasks),
      waitingTasksPerPerson: typedText(limits.waitingTasksPerPerson),
    },
  });
  return (
    <form
      noValidate
      aria-label={t("title")}
      className="mt-4 flex flex-col gap-4"
      onSubmit={handleSubmit((values) => save.mutate(values))}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((field) => (
          <InputField
            key={field}
            label={t(field)}
            error={formState.errors[field] && t("problem")}
            {...register(field)}
            inputMode="numeric"
            placeholder={t("none")}
            readOnly={isLocked}
            className="tabular-nums"
          />
        ))}
      </div>
      <p className="max-w-prose text-muted-foreground text-xs">{t("how")}</p>
      {isLocked ? (
        <p className="text-muted-foreground text-xs">{t("administrators")}</p>
      ) : (
        <div>
          <Button type="submit" variant="outline" busy={save.isPending} disabled={!formState.isDirty}>
            {t("save")}
          </Button>
        </div>
      )}
    </form>
  );
}
