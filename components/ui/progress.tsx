import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

/** `value` 0..100, or null when there is no number yet. Give it an aria-label. */
export function Progress({
  className,
  value,
  indicatorClassName,
  ...props
}: ComponentProps<"div"> & { value: number | null; indicatorClassName?: string }) {
  return (
    <div
      role="progressbar"
      data-slot="progress"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value ?? undefined}
      className={cn("ui-progress", className)}
      {...props}
    >
      <div
        className={cn("ui-progress-bar", value === null && "animate-pulse", indicatorClassName)}
        style={{ transform: `translateX(-${100 - (value ?? 40)}%)` }}
      />
    </div>
  );
}
