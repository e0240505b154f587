"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AuthInput, type AuthInputProps } from "./auth-input";

/** A password that can be looked at: typing blind on a phone is how people lock themselves out. */
export function PasswordInput(props: Omit<AuthInputProps, "name" | "type" | "end" | "className">) {
  const t = useTranslations("auth.signIn");
  const [isShown, setShown] = useState(false);
  const Mark = isShown ? EyeOff : Eye;
  return (
    <AuthInput
      {...props}
      name="password"
      type={isShown ? "text" : "password"}
      className="pr-10"
      end={
        <button
          type="button"
          aria-label={t(isShown ? "hidePassword" : "showPassword")}
          onClick={() => setShown(!isShown)}
          className="focus-ring absolute top-1 right-1 flex size-7 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
        >
          <Mark aria-hidden className="size-4" />
        </button>
      }
    />
  );
}
