"use client";

import { type ReactNode, useState } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

export interface AuthInputProps {
  readonly name: string;
  readonly type: "email" | "text" | "password";
  readonly label: string;
  readonly autoComplete: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  readonly isInvalid?: boolean;
  readonly isOptional?: boolean;
  readonly autoFocus?: boolean;
  /** What was typed before the page came anew. */
  readonly initial?: string | undefined;
  readonly className?: string;
  /** Stands inside the field, at its end. */
  readonly end?: ReactNode;
}

/** A labelled field. It keeps what was typed: React empties uncontrolled fields when a form action ends. */
export function AuthInput({
  name,
  label,
  hint,
  problem,
  isInvalid = false,
  isOptional = false,
  end,
  initial = "",
  ...input
}: AuthInputProps) {
  const [value, setValue] = useState(initial);
  const id = `auth-${name}`;
  const hasWords = hint !== undefined || problem !== undefined;
  return (
    <div className="flex flex-col gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <div className="relative">
        <Input
          id={id}
          name={name}
          value={value}
          required={!isOptional}
          aria-invalid={isInvalid || problem !== undefined}
          aria-describedby={hasWords ? `${id}-words` : undefined}
          onChange={(event) => setValue(event.target.value)}
          {...input}
        />
        {end}
      </div>
      {hasWords && (
        <div id={`${id}-words`}>
          {hint !== undefined && <p className="text-muted-foreground text-xs">{hint}</p>}
          {problem !== undefined && (
            <p role="alert" className="text-destructive-text text-sm">
              {problem}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
