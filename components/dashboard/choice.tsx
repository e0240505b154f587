"use client";

import { SelectField } from "@/components/ui/option-select";

const ALL = "all";

/** One of them, or all. What is chosen stays on offer when nothing of it is in the figures. */
export function Choice({
  label,
  all,
  value,
  options,
  onChange,
}: {
  label: string;
  all: string;
  value: string | null;
  options: readonly { readonly value: string; readonly label: string }[];
  onChange: (value: string | null) => void;
}) {
  const offered =
    value === null || options.some((option) => option.value === value)
      ? options
      : [...options, { value, label: value }];
  return (
    <div className="w-44 min-w-0 max-sm:w-full">
      <SelectField
        isSmall
        label={label}
        size="sm"
        className="max-sm:h-10"
        value={value ?? ALL}
        onChange={(chosen) => onChange(chosen === ALL ? null : chosen)}
        options={[{ value: ALL, label: all }, ...offered]}
      />
    </div>
  );
}
