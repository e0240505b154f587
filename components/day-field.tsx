"use client";

import { InputField } from "@/components/ui/field";

interface DayFieldProps {
  readonly label: string;
  /** YYYY-MM-DD; null: no day. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** A day of the calendar with its small label, as the filters have it. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <InputField
      isSmall
      label={label}
      type="date"
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
      className="h-8 px-2 text-[13px] max-md:h-10"
    />
  );
}
