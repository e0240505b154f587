"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { Setting } from "@/components/setting";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { type LineLimits, lineLimitsSchema } from "@/lib/line-limits";

const FIELDS = ["waitingTasks", "waitingTasksPerPerson"] as const;

/** Text while typing, empty for no limit; checked as the number it stands for. */
const text = z
  .string()
  .trim()
  .transform((typed) => (typed === "" ? null : Number(typed)))
  .pipe(lineLimitsSchema.shape.waitingTasks);
const formSchema = z.object({ waitingTasks: text, waitingTasksPerPerson: text });

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
  const typed = (value: number | null) => (value === null ? "" : String(value));
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: {
      waitingTasks: typed(limits.waitingTasks),
      waitingTasksPerPerson: typed(limits.waitingTasksPerPerson),
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
        {FIELDS.map((field) => {
          const isInvalid = formState.errors[field] !== undefined;
          const id = `limit-${field}`;
          return (
            <Setting key={field} id={id} label={t(field)} error={isInvalid ? t("problem") : undefined}>
              <Input
                id={id}
                {...register(field)}
                inputMode="numeric"
                autoComplete="off"
                placeholder={t("none")}
                readOnly={isLocked}
                className="tabular-nums"
                aria-invalid={isInvalid}
                aria-describedby={`${id}-words`}
              />
            </Setting>
          );
        })}
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
