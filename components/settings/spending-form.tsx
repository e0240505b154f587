"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTimeZone, useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { Setting } from "@/components/setting";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { type SpendingCaps, spendingCapsSchema } from "@/lib/spending-schemas";

const FIELDS = ["dayCoins", "dayMoney", "batchCoins", "batchMoney"] as const;

/** Text while typing, empty for no cap; checked as the number it stands for. */
const text = z
  .string()
  .trim()
  .transform((typed) => (typed === "" ? null : Number(typed)))
  .pipe(spendingCapsSchema.shape.dayCoins);
const formSchema = z.object({ dayCoins: text, dayMoney: text, batchCoins: text, batchMoney: text });

export function SpendingForm({ caps, isLocked }: { caps: SpendingCaps; isLocked: boolean }) {
  const t = useTranslations("settings.spending");
  const errorText = useErrorText();
  const timeZone = useTimeZone() ?? "UTC";
  const utils = trpc.useUtils();
  const save = trpc.spending.setCaps.useMutation({
    onSuccess: (saved) => {
      utils.spending.caps.setData(undefined, saved);
      toast.success(t("saved"));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => {
      void utils.queue.invalidate();
      void utils.tasks.invalidate();
    },
  });
  const typed = (value: number | null) => (value === null ? "" : String(value));
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: {
      dayCoins: typed(caps.dayCoins),
      dayMoney: typed(caps.dayMoney),
      batchCoins: typed(caps.batchCoins),
      batchMoney: typed(caps.batchMoney),
    },
  });
  return (
    <form
      noValidate
      className="mt-4 flex flex-col gap-4"
      onSubmit={handleSubmit((values) => save.mutate({ ...values, timeZone }))}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((field) => {
          const isInvalid = formState.errors[field] !== undefined;
          const id = `cap-${field}`;
          return (
            <Setting key={field} id={id} label={t(field)} error={isInvalid ? t("problem") : undefined}>
              <Input
                id={id}
                {...register(field)}
                inputMode="decimal"
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
      <p className="max-w-prose text-muted-foreground text-xs">{t("how", { zone: caps.timeZone })}</p>
      {!isLocked && (
        <div>
          <Button type="submit" variant="outline" busy={save.isPending} disabled={!formState.isDirty}>
            {t("save")}
          </Button>
        </div>
      )}
    </form>
  );
}
