"use client";

import { useId } from "react";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";

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
  options: readonly { readonly value: string; readonly name: string }[];
  onChange: (value: string | null) => void;
}) {
  const id = useId();
  const offered =
    value === null || options.some((option) => option.value === value)
      ? options
      : [...options, { value, name: value }];
  return (
    <div className="flex w-44 min-w-0 flex-col gap-1 max-sm:w-full">
      <Label htmlFor={id} className="font-normal text-muted-foreground text-xs">
        {label}
      </Label>
      <Select value={value ?? ALL} onValueChange={(chosen) => onChange(chosen === ALL ? null : chosen)}>
        <SelectTrigger id={id} size="sm" className="max-sm:h-10">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={ALL}>{all}</SelectItem>
          {offered.map((option) => (
            <SelectItem key={option.value} value={option.value}>
              {option.name}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  );
}
