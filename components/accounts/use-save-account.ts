"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { AccountView } from "@/lib/account-schemas";
import { errorMessage } from "@/lib/client-error";
import { type AccountFormValues, createInput, refusedField, updateInput } from "./account-form";
import { useAccountsChanged } from "./use-accounts";

/** Saves a new (`account` null) or changed account, and shows a refusal beside the field it is about. */
export function useSaveAccount(
  account: AccountView | null,
  form: UseFormReturn<AccountFormValues>,
  onDone: () => void,
) {
  const t = useTranslations("accounts.form");
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<{ text: string; detail: string } | null>(null);
  const settled = {
    onSuccess: ({ name }: AccountView) => {
      toast.success(t(account === null ? "added" : "saved", { name }));
      onDone();
    },
    onError: (error: { data?: { field?: string } | null }) => {
      const field = refusedField(error.data?.field);
      if (field !== null)
        form.setError(field, { type: "server", message: t(`refusals.${field}`) }, { shouldFocus: true });
      setRefusal({ text: errorText(error), detail: errorMessage(error) });
    },
    onSettled: useAccountsChanged(),
  };
  const create = trpc.accounts.create.useMutation(settled);
  const update = trpc.accounts.update.useMutation(settled);
  const save = (values: AccountFormValues) => {
    setRefusal(null);
    if (account === null) create.mutate(createInput(values));
    else update.mutate(updateInput(account, values));
  };
  return { save, isSaving: create.isPending || update.isPending, refusal };
}
