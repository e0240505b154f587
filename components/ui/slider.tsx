"use client";

import { Slider as SliderPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

/** One thumb; `aria-label` names it. */
export function Slider({
  className,
  "aria-label": ariaLabel,
  ...props
}: ComponentProps<typeof SliderPrimitive.Root>) {
  return (
    <SliderPrimitive.Root data-slot="slider" className={cn("ui-slider", className)} {...props}>
      <SliderPrimitive.Track className="relative h-1.5 w-full overflow-hidden rounded-full bg-foreground/10">
        <SliderPrimitive.Range className="absolute h-full bg-primary" />
      </SliderPrimitive.Track>
      <SliderPrimitive.Thumb
        aria-label={ariaLabel}
        className="focus-ring block size-4 rounded-full border-2 border-primary bg-card"
      />
    </SliderPrimitive.Root>
  );
}
