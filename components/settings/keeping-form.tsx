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
import { KEEP_ALL, type KeepingRules, keepingRulesSchema } from "@/lib/keeping-schemas";
import { typedNumber, typedText } from "@/lib/typed-number";
import { KeepingDialog } from "./keeping-dialog";

const FIELDS = ["taskDays", "auditDays"] as const;

/** Nothing is "for ever". */
const formSchema = z.object({
  taskDays: typedNumber(keepingRulesSchema.shape.taskDays),
  auditDays: typedNumber(keepingRulesSchema.shape.auditDays),
});

const isOff = (rules: KeepingRules) => FIELDS.every((field) => rules[field] === KEEP_ALL[field]);

export function KeepingForm({ rules, isLocked }: { rules: KeepingRules; isLocked: boolean }) {
  const t = useTranslations("settings.records");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [asked, setAsked] = useState<KeepingRules | null>(null);
  const save = trpc.storage.setKeeping.useMutation({
    onSuccess: (saved) => {
      utils.storage.keeping.setData(undefined, saved);
      toast.success(t("saved"));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setAsked(null),
  });
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { taskDays: typedText(rules.taskDays), auditDays: typedText(rules.auditDays) },
  });
  return (
    <form
      noValidate
      aria-label={t("title")}
      className="mt-4 flex flex-col gap-4"
      onSubmit={handleSubmit((values) => (isOff(values) ? save.mutate(values) : setAsked(values)))}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((field) => (
          <InputField
            key={field}
            label={t(field)}
            error={formState.errors[field] && t(`problem.${field}`)}
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
      {asked !== null && (
        <KeepingDialog rules={asked} onClose={() => setAsked(null)} onConfirm={() => save.mutate(asked)} />
      )}
    </form>
  );
}
