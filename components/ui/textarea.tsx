import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(
        "focus-ring field-sizing-content min-h-20 w-full rounded-md border border-input bg-card px-3 py-2 text-[15px] placeholder:text-muted-foreground disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-destructive-text",
        className,
      )}
      {...props}
    />
  );
}
