"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { FormFooter } from "@/components/form-footer";
import { Refusal } from "@/components/refusal";
import { InputField } from "@/components/ui/field";
import type { AccountView } from "@/lib/account-schemas";
import { type AccountFormValues, accountFormSchema, initialAccountValues } from "./account-form";
import { KeyInput } from "./key-input";
import { SiteChoice } from "./site-choice";
import { useSaveAccount } from "./use-save-account";

/** `account` null: a new one. What the environment sets is shown, and locked. */
export function AccountForm({ account, onDone }: { account: AccountView | null; onDone: () => void }) {
  const t = useTranslations("accounts.form");
  const say = useTranslations("accounts.form.problems");
  const schema = useMemo(
    () => accountFormSchema(account === null, (key, values) => say(key, values ?? { max: 0 })),
    [account, say],
  );
  const form = useForm<AccountFormValues>({
    resolver: zodResolver(schema),
    defaultValues: initialAccountValues(account),
  });
  const { register, formState } = form;
  const { errors } = formState;
  const { save, isSaving, refusal } = useSaveAccount(account, form, onDone);
  const isLocked = account?.fromEnvironment ?? false;
  return (
    <FormProvider {...form}>
      <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit(save)}>
        <InputField
          label={t("name")}
          error={errors.name?.message}
          {...register("name")}
          placeholder={t("namePlaceholder")}
          readOnly={isLocked}
        />
        {account === null && <SiteChoice />}
        {!isLocked && (
          <KeyInput hint={account === null ? t("keyHint") : t("keyKeep", { hint: account.keyHint })} />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <InputField
            label={t("limit")}
            hint={isLocked ? t("locked") : t("limitHint")}
            error={errors.slotLimit?.message}
            {...register("slotLimit")}
            inputMode="numeric"
            readOnly={isLocked}
          />
          <InputField
            label={t("minimum")}
            hint={t("minimumHint")}
            error={errors.minimumBalance?.message}
            {...register("minimumBalance")}
            inputMode="decimal"
          />
        </div>
        {refusal !== null && <Refusal title={t("refused")} {...refusal} />}
        <FormFooter busy={isSaving}>{t(account === null ? "add" : "save")}</FormFooter>
      </form>
    </FormProvider>
  );
}
