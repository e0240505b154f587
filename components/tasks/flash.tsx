"use client";

import { type ReactNode, useState } from "react";
import { cn } from "@/lib/utils";

/** Marks its content for a moment when `value` changes under the reader's eyes; never when it first appears. */
export function Flash({
  value,
  className,
  children,
}: {
  value: string | number | null;
  className?: string;
  children: ReactNode;
}) {
  const [first] = useState(value);
  const [changed, setChanged] = useState(false);
  if (!changed && value !== first) setChanged(true);
  return (
    <div className={cn("relative min-w-0", className)}>
      {/* Laid over the content instead of mounting it anew, which would take the focus from what is inside. */}
      {changed && (
        <span key={value} aria-hidden className="flash-once pointer-events-none absolute -inset-1" />
      )}
      {children}
    </div>
  );
}
