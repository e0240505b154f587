"use client";

import { useTranslations } from "next-intl";
import { type ChangeEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SecretInput } from "@/components/ui/secret-input";

interface AuthInputProps {
  readonly name: "email" | "name" | "password";
  readonly label: string;
  readonly autoComplete: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  readonly isInvalid?: boolean;
  readonly isOptional?: boolean;
  readonly autoFocus?: boolean;
  /** What was typed before the page came anew. */
  readonly initial?: string | undefined;
}

const TYPES = { email: "email", name: "text" } as const;

/** A labelled field. It keeps what was typed: React empties uncontrolled fields when a form action ends. */
export function AuthInput({
  name,
  label,
  hint,
  problem,
  isInvalid = problem !== undefined,
  isOptional = false,
  initial = "",
  ...input
}: AuthInputProps) {
  const t = useTranslations("auth.signIn");
  const [value, setValue] = useState(initial);
  return (
    <Field label={label} hint={hint} error={problem && <span role="alert">{problem}</span>}>
      {(frame) => {
        const given = {
          ...frame,
          ...input,
          name,
          value,
          required: !isOptional,
          "aria-invalid": isInvalid,
          onChange: (event: ChangeEvent<HTMLInputElement>) => setValue(event.target.value),
        };
        if (name !== "password") return <Input {...given} type={TYPES[name]} />;
        return <SecretInput {...given} showLabel={t("showPassword")} hideLabel={t("hidePassword")} />;
      }}
    </Field>
  );
}
