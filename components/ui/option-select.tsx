"use client";

import type { ComponentProps } from "react";
import { Field, type FieldProps } from "./field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "./select";

export interface OptionSelectProps<Value extends string>
  extends Omit<ComponentProps<typeof SelectTrigger>, "value" | "onChange" | "children"> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** A select has no empty value. */
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}

/** A select of options that all look alike; what else it is given goes to its trigger. */
export function OptionSelect<Value extends string>({
  value,
  onChange,
  options,
  disabled,
  ...trigger
}: OptionSelectProps<Value>) {
  const choose = (text: string) => {
    const chosen = options.find((option) => option.value === text);
    if (chosen !== undefined) onChange(chosen.value);
  };
  return (
    <Select value={value} onValueChange={choose} disabled={disabled}>
      <SelectTrigger {...trigger}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

/** The same as a field of a form. */
export function SelectField<Value extends string>({
  label,
  hint,
  error,
  isSmall,
  ...select
}: FieldProps & OptionSelectProps<Value>) {
  return (
    <Field label={label} hint={hint} error={error} isSmall={isSmall}>
      {(frame) => <OptionSelect {...frame} {...select} />}
    </Field>
  );
}
