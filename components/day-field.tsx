"use client";

import { useId } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/utils";

interface DayFieldProps {
  readonly label: string;
  /** YYYY-MM-DD; null: no day. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly className?: string;
}

/** A day of the calendar with its small label, as the filters have it. */
export function DayField({ label, value, onChange, className }: DayFieldProps) {
  const id = useId();
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <Label htmlFor={id} className="font-normal text-muted-foreground text-xs">
        {label}
      </Label>
      <Input
        id={id}
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        className="h-8 px-2 text-[13px] max-md:h-10"
      />
    </div>
  );
}
