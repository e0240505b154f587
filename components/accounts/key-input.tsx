"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { Setting } from "@/components/setting";
import { Input } from "@/components/ui/input";
import type { AccountFormValues } from "./account-form";

/** The API key: hidden from who looks over the shoulder, shown on demand. */
export function KeyInput({ hint }: { hint: string }) {
  const t = useTranslations("accounts.form");
  const { register, formState } = useFormContext<AccountFormValues>();
  const [isShown, setShown] = useState(false);
  const error = formState.errors.apiKey;
  const Mark = isShown ? EyeOff : Eye;
  return (
    <Setting id="account-key" label={t("key")} hint={hint} error={error?.message}>
      <div className="relative">
        <Input
          id="account-key"
          {...register("apiKey")}
          type={isShown ? "text" : "password"}
          // Not a password of this site: the browser must not offer to keep or fill it.
          autoComplete="new-password"
          spellCheck={false}
          className="pr-10 font-mono"
          aria-invalid={error !== undefined}
          aria-describedby="account-key-words"
        />
        <button
          type="button"
          aria-label={t(isShown ? "hideKey" : "showKey")}
          onClick={() => setShown(!isShown)}
          className="focus-ring absolute top-1 right-1 flex size-7 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
        >
          <Mark aria-hidden className="size-4" />
        </button>
      </div>
    </Setting>
  );
}
