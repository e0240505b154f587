"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { Refusal } from "@/components/refusal";
import { Setting } from "@/components/setting";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import type { AccountView } from "@/lib/account-schemas";
import { type AccountFormValues, accountFormSchema, initialAccountValues } from "./account-form";
import { KeyInput } from "./key-input";
import { SiteChoice } from "./site-choice";
import { useSaveAccount } from "./use-save-account";

/** `account` null: a new one. What the environment sets is shown, and locked. */
export function AccountForm({ account, onDone }: { account: AccountView | null; onDone: () => void }) {
  const t = useTranslations("accounts.form");
  const say = useTranslations("accounts.form.problems");
  const cancel = useTranslations("common")("cancel");
  const schema = useMemo(
    () => accountFormSchema(account === null, (key, values) => say(key, values ?? { max: 0 })),
    [account, say],
  );
  const form = useForm<AccountFormValues>({
    resolver: zodResolver(schema),
    defaultValues: initialAccountValues(account),
  });
  const { save, isSaving, refusal } = useSaveAccount(account, form, onDone);
  const isLocked = account?.fromEnvironment ?? false;
  return (
    <FormProvider {...form}>
      <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit(save)}>
        <Field name="name" label={t("name")} placeholder={t("namePlaceholder")} isLocked={isLocked} />
        {account === null && <SiteChoice />}
        {!isLocked && (
          <KeyInput hint={account === null ? t("keyHint") : t("keyKeep", { hint: account.keyHint })} />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="slotLimit"
            label={t("limit")}
            hint={isLocked ? t("locked") : t("limitHint")}
            inputMode="numeric"
            isLocked={isLocked}
          />
          <Field
            name="minimumBalance"
            label={t("minimum")}
            hint={t("minimumHint")}
            inputMode="decimal"
            isLocked={false}
          />
        </div>
        {refusal !== null && <Refusal title={t("refused")} {...refusal} />}
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="outline">{cancel}</Button>
          </DialogClose>
          <Button type="submit" busy={isSaving}>
            {t(account === null ? "add" : "save")}
          </Button>
        </DialogFooter>
      </form>
    </FormProvider>
  );
}

function Field({
  name,
  label,
  hint,
  isLocked,
  ...input
}: {
  name: "name" | "slotLimit" | "minimumBalance";
  label: string;
  hint?: string;
  isLocked: boolean;
  placeholder?: string;
  inputMode?: "numeric" | "decimal";
}) {
  const { register, formState } = useFormContext<AccountFormValues>();
  const error = formState.errors[name];
  const id = `account-${name}`;
  return (
    <Setting id={id} label={label} hint={hint} error={error?.message}>
      <Input
        id={id}
        {...register(name)}
        {...input}
        readOnly={isLocked}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-words`}
      />
    </Setting>
  );
}
