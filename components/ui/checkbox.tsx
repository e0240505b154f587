"use client";

import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

type Checked = boolean | "indeterminate";

interface CheckboxProps extends Omit<ComponentProps<"button">, "type" | "role" | "value"> {
  checked: Checked;
  onCheckedChange?: (checked: boolean) => void;
}

/** A button, and no input: a list draws fifty of them, and each form here holds its values itself. */
export function Checkbox({ className, checked, onCheckedChange, onClick, ...props }: CheckboxProps) {
  const Mark = checked === "indeterminate" ? Minus : Check;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input cannot hold the mark
    <button
      type="button"
      role="checkbox"
      aria-checked={checked === "indeterminate" ? "mixed" : checked}
      data-slot="checkbox"
      data-state={checked === "indeterminate" ? checked : checked ? "checked" : "unchecked"}
      // The space bar turns a checkbox over; Enter does not.
      onKeyDown={(event) => {
        if (event.key === "Enter") event.preventDefault();
      }}
      onClick={(event) => {
        onClick?.(event);
        onCheckedChange?.(checked !== true);
      }}
      className={cn(
        "ui-checkbox focus-ring peer hover:border-primary disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-destructive-text data-[state=checked]:border-primary data-[state=indeterminate]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:bg-primary",
        className,
      )}
      {...props}
    >
      {checked !== false && (
        <span className="flex items-center justify-center">
          <Mark aria-hidden className="size-3.5" strokeWidth={3} />
        </span>
      )}
    </button>
  );
}
