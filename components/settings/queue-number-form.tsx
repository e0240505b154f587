"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type QueueSettings, queueSettingsSchema } from "@/lib/queue-schemas";

/** Numbers of the queue that people set, and where their words are written. */
const WORDS = { breakerFailures: "settings.breaker", standstillMinutes: "notifications.standstill" } as const;

interface QueueNumberFormProps {
  readonly name: keyof typeof WORDS;
  readonly settings: QueueSettings;
  readonly isLocked: boolean;
}

/** One number of the queue's settings, saved by itself. */
export function QueueNumberForm({ name, settings, isLocked }: QueueNumberFormProps) {
  const t = useTranslations(WORDS[name]);
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
    // Text while typing; checked as the number it stands for.
    resolver: zodResolver(
      z.object({
        value: z.string().trim().min(1).transform(Number).pipe(queueSettingsSchema.shape[name]),
      }),
    ),
    defaultValues: { value: String(settings[name]) },
  });
  return (
    <form noValidate onSubmit={handleSubmit(({ value }) => save.mutate({ [name]: value }))}>
      <Field label={t("label")} hint={t("hint")} error={formState.errors.value && t("problem")}>
        {(frame) => (
          <div className="flex items-center gap-2">
            <Input
              {...frame}
              {...register("value")}
              inputMode="numeric"
              autoComplete="off"
              readOnly={isLocked}
              className="w-28 tabular-nums"
            />
            {!isLocked && (
              <Button type="submit" variant="outline" busy={save.isPending} disabled={!formState.isDirty}>
                {t("save")}
              </Button>
            )}
          </div>
        )}
      </Field>
    </form>
  );
}
