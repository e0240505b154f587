"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { InputField } from "@/components/ui/field";
import { NO_RETENTION, type RetentionRules, retentionRulesSchema } from "@/lib/storage-schemas";
import { typedNumber, typedText } from "@/lib/typed-number";
import { RetentionDialog } from "./retention-dialog";
import { RetentionPreview } from "./retention-preview";

const FIELDS = ["maxAgeDays", "maxTotalGigabytes"] as const;

/** Nothing is "no limit". */
const formSchema = z.object({
  maxAgeDays: typedNumber(retentionRulesSchema.shape.maxAgeDays),
  maxTotalGigabytes: typedNumber(retentionRulesSchema.shape.maxTotalGigabytes),
});

/** Which results go by themselves. What new rules would remove is shown before they hold. */
export function RetentionForm({ rules, isLocked }: { rules: RetentionRules; isLocked: boolean }) {
  const t = useTranslations("settings.storage");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [asked, setAsked] = useState<RetentionRules | null>(null);
  const save = trpc.storage.setRetention.useMutation({
    onSuccess: (saved) => {
      utils.storage.retention.setData(undefined, saved);
      toast.success(t("saved"));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setAsked(null),
  });
  const { register, handleSubmit, formState, watch } = useForm({
    resolver: zodResolver(formSchema),
    mode: "onChange",
    defaultValues: {
      maxAgeDays: typedText(rules.maxAgeDays),
      maxTotalGigabytes: typedText(rules.maxTotalGigabytes),
    },
  });
  const shown = formSchema.safeParse(watch()).data ?? null;
  const isOff = (given: RetentionRules) => FIELDS.every((field) => given[field] === NO_RETENTION[field]);
  return (
    <form
      noValidate
      aria-label={t("retention")}
      className="mt-6 flex flex-col gap-4 border-t pt-4"
      onSubmit={handleSubmit((values) => (isOff(values) ? save.mutate(values) : setAsked(values)))}
    >
      <div>
        <h3 className="font-medium text-sm">{t("retention")}</h3>
        <p className="mt-1 max-w-prose text-muted-foreground text-sm">{t("retentionText")}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((field) => (
          <InputField
            key={field}
            label={t(field)}
            error={formState.errors[field] && t(`problem.${field}`)}
            {...register(field)}
            inputMode={field === "maxAgeDays" ? "numeric" : "decimal"}
            placeholder={t("none")}
            readOnly={isLocked}
            className="tabular-nums"
          />
        ))}
      </div>
      {!isLocked && <RetentionPreview rules={shown === null || isOff(shown) ? null : shown} />}
      {isLocked ? (
        <p className="text-muted-foreground text-xs">{t("administrators")}</p>
      ) : (
        <div>
          <Button type="submit" variant="outline" busy={save.isPending} disabled={!formState.isDirty}>
            {t("save")}
          </Button>
        </div>
      )}
      {asked !== null && (
        <RetentionDialog rules={asked} onClose={() => setAsked(null)} onConfirm={() => save.mutate(asked)} />
      )}
    </form>
  );
}
