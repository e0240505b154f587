"use client";

import { type ComponentProps, type ReactElement, type ReactNode, useId } from "react";
import { cn } from "@/lib/utils";
import { Checkbox } from "./checkbox";
import { Input } from "./input";
import { Label } from "./label";

/** What ties a control to the label and the words around it. */
export interface FieldFrame {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string;
}

export interface FieldProps {
  readonly label: string;
  /** Always there, under the control. */
  readonly hint?: string | ReactElement | undefined;
  /** Why what stands in it is not taken. */
  readonly error?: string | ReactElement | undefined;
  /** As in a row of filters. */
  readonly isSmall?: boolean;
}

/** The frame of one field of a form; `children` draws the control, which takes what it is handed. */
export function Field({
  id: given,
  label,
  hint,
  error,
  isSmall = false,
  children,
}: FieldProps & { id?: string; children: (frame: FieldFrame) => ReactNode }) {
  const made = useId();
  const id = given ?? made;
  const wordsId = `${id}-words`;
  return (
    <div className={cn("flex min-w-0 flex-col", isSmall ? "gap-1" : "gap-1.5")}>
      <Label htmlFor={id} className={cn(isSmall && "font-normal text-muted-foreground text-xs")}>
        {label}
      </Label>
      {children({ id, "aria-invalid": error !== undefined, "aria-describedby": wordsId })}
      <div id={wordsId} className="empty:hidden">
        {hint !== undefined && <p className="text-muted-foreground text-xs">{hint}</p>}
        {error !== undefined && <p className="text-destructive-text text-sm">{error}</p>}
      </div>
    </div>
  );
}

interface InputFieldProps extends FieldProps, Omit<ComponentProps<typeof Input>, "id"> {
  /** What is counted in it, beside the input. */
  readonly unit?: string;
}

/** One line to type in. The browser offers nothing to fill it with, unless `autoComplete` says so. */
export function InputField({ label, hint, error, isSmall, unit, ...input }: InputFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} isSmall={isSmall}>
      {(frame) => {
        const line = <Input autoComplete="off" {...frame} {...input} />;
        if (unit === undefined) return line;
        return (
          <div className="flex items-center gap-2">
            {line}
            <span className="shrink-0 text-muted-foreground text-sm">{unit}</span>
          </div>
        );
      }}
    </Field>
  );
}

interface CheckFieldProps extends Omit<ComponentProps<typeof Checkbox>, "id" | "aria-describedby"> {
  readonly label: string;
  readonly hint?: string;
}

/** A box to tick, with its words beside it. */
export function CheckField({ label, hint, ...box }: CheckFieldProps) {
  const hintId = useId();
  const line = (
    <Label className="min-h-6 font-normal">
      <Checkbox aria-describedby={hint === undefined ? undefined : hintId} {...box} />
      {label}
    </Label>
  );
  if (hint === undefined) return line;
  return (
    <div>
      {line}
      <p id={hintId} className="mt-1 text-muted-foreground text-xs">
        {hint}
      </p>
    </div>
  );
}
