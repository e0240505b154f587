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
import { type QueueSettings, queueSettingsSchema } from "@/lib/queue-schemas";

/** Text while typing; checked as the number it stands for. */
const formSchema = z.object({
  breakerFailures: z.string().trim().min(1).transform(Number).pipe(queueSettingsSchema.shape.breakerFailures),
});

export function BreakerForm({ settings, isLocked }: { settings: QueueSettings; isLocked: boolean }) {
  const t = useTranslations("settings.breaker");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const save = trpc.queue.setSettings.useMutation({
    onSuccess: (saved) => {
      utils.queue.settings.setData(undefined, saved);
      toast.success(t("saved"));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => {
      void utils.queue.invalidate();
      void utils.tasks.invalidate();
    },
  });
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { breakerFailures: String(settings.breakerFailures) },
  });
  const isInvalid = formState.errors.breakerFailures !== undefined;
  return (
    <form noValidate className="mt-4" onSubmit={handleSubmit((values) => save.mutate(values))}>
      <Setting
        id="breaker-failures"
        label={t("label")}
        hint={t("hint")}
        error={isInvalid ? t("problem") : undefined}
      >
        <div className="flex items-center gap-2">
          <Input
            id="breaker-failures"
            {...register("breakerFailures")}
            inputMode="numeric"
            autoComplete="off"
            readOnly={isLocked}
            className="w-28 tabular-nums"
            aria-invalid={isInvalid}
            aria-describedby="breaker-failures-words"
          />
          {!isLocked && (
            <Button type="submit" variant="outline" busy={save.isPending} disabled={!formState.isDirty}>
              {t("save")}
            </Button>
          )}
        </div>
      </Setting>
    </form>
  );
}
