"use client";

import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { SecretInput } from "@/components/ui/secret-input";
import type { AccountFormValues } from "./account-form";

/** The API key. */
export function KeyInput({ hint }: { hint: string }) {
  const t = useTranslations("accounts.form");
  const { register, formState } = useFormContext<AccountFormValues>();
  return (
    <Field label={t("key")} hint={hint} error={formState.errors.apiKey?.message}>
      {(frame) => (
        <SecretInput
          {...frame}
          {...register("apiKey")}
          // Not a password of this site: the browser must not offer to keep or fill it.
          autoComplete="new-password"
          spellCheck={false}
          className="font-mono"
          showLabel={t("showKey")}
          hideLabel={t("hideKey")}
        />
      )}
    </Field>
  );
}
