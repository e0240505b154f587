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
  standstillMinutes: z
    .string()
    .trim()
    .min(1)
    .transform(Number)
    .pipe(queueSettingsSchema.shape.standstillMinutes),
});

/** After how long without any movement hooks and browsers are told that the queue stands still. */
export function StandstillForm({
  settings,
  isLocked,
}: {
  settings: Pick<QueueSettings, "standstillMinutes">;
  isLocked: boolean;
}) {
  const t = useTranslations("notifications.standstill");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const save = trpc.queue.setSettings.useMutation({
    onSuccess: (saved) => {
      utils.queue.settings.setData(undefined, saved);
      toast.success(t("saved"));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.queue.settings.invalidate(),
  });
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { standstillMinutes: String(settings.standstillMinutes) },
  });
  const isInvalid = formState.errors.standstillMinutes !== undefined;
  return (
    <form noValidate onSubmit={handleSubmit((values) => save.mutate(values))}>
      <Setting
        id="standstill-minutes"
        label={t("label")}
        hint={t("hint")}
        error={isInvalid ? t("problem") : undefined}
      >
        <div className="flex items-center gap-2">
          <Input
            id="standstill-minutes"
            {...register("standstillMinutes")}
            inputMode="numeric"
            autoComplete="off"
            readOnly={isLocked}
            className="w-28 tabular-nums"
            aria-invalid={isInvalid}
            aria-describedby="standstill-minutes-words"
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
