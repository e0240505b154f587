"use client";

import { Progress as ProgressPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

/** `value` 0..100, or null when there is no number yet. Give it an aria-label. */
export function Progress({
  className,
  value,
  indicatorClassName,
  ...props
}: ComponentProps<typeof ProgressPrimitive.Root> & { indicatorClassName?: string }) {
  return (
    <ProgressPrimitive.Root
      data-slot="progress"
      value={value}
      className={cn("relative h-1.5 w-full overflow-hidden rounded-full bg-foreground/10", className)}
      {...props}
    >
      <ProgressPrimitive.Indicator
        className={cn(
          "size-full bg-primary transition-transform duration-500",
          value === null && "animate-pulse",
          indicatorClassName,
        )}
        style={{ transform: `translateX(-${100 - (value ?? 40)}%)` }}
      />
    </ProgressPrimitive.Root>
  );
}
