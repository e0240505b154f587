"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTimeZone, useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { InputField } from "@/components/ui/field";
import { type SpendingCaps, spendingCapsSchema } from "@/lib/spending-schemas";
import { typedNumber, typedText } from "@/lib/typed-number";

const FIELDS = ["dayCoins", "dayMoney", "batchCoins", "batchMoney"] as const;

/** Nothing is "no cap". */
const cap = typedNumber(spendingCapsSchema.shape.dayCoins);
const formSchema = z.object({ dayCoins: cap, dayMoney: cap, batchCoins: cap, batchMoney: cap });

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
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: {
      dayCoins: typedText(caps.dayCoins),
      dayMoney: typedText(caps.dayMoney),
      batchCoins: typedText(caps.batchCoins),
      batchMoney: typedText(caps.batchMoney),
    },
  });
  return (
    <form
      noValidate
      className="mt-4 flex flex-col gap-4"
      onSubmit={handleSubmit((values) => save.mutate({ ...values, timeZone }))}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((field) => (
          <InputField
            key={field}
            label={t(field)}
            error={formState.errors[field] && t("problem")}
            {...register(field)}
            inputMode="decimal"
            placeholder={t("none")}
            readOnly={isLocked}
            className="tabular-nums"
          />
        ))}
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
