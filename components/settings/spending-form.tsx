"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { type SpendingCaps, spendingCapsSchema } from "@/lib/spending-schemas";
import { NumbersForm } from "./numbers-form";

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
  return (
    <NumbersForm
      values={caps}
      number={spendingCapsSchema.shape.dayCoins}
      labels={{
        dayCoins: t("dayCoins"),
        dayMoney: t("dayMoney"),
        batchCoins: t("batchCoins"),
        batchMoney: t("batchMoney"),
      }}
      words={{
        title: t("title"),
        none: t("none"),
        problem: t("problem"),
        how: t("how", { zone: caps.timeZone }),
        whoMay: t("whoMay"),
        save: t("save"),
      }}
      inputMode="decimal"
      isLocked={isLocked}
      isSaving={save.isPending}
      onSave={(values) => save.mutate({ ...values, timeZone })}
    />
  );
}
