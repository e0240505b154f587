"use client";

import { useFormatter } from "next-intl";
import { Hint } from "@/components/ui/tooltip";
import { useCoarseNow } from "@/components/use-coarse-now";
import { cn } from "@/lib/utils";

/** How long ago, in the person's language; the exact time in their zone on hover. */
export function RelativeTime({ value, className }: { value: string; className?: string }) {
  const format = useFormatter();
  const now = useCoarseNow();
  const date = new Date(value);
  // A server clock a little ahead of this one must not read as the future.
  const past = new Date(Math.min(date.getTime(), now));
  return (
    <Hint text={format.dateTime(date, { dateStyle: "full", timeStyle: "medium" })}>
      <time
        dateTime={value}
        className={cn("whitespace-nowrap", className)}
        // The server rendered a moment earlier.
        suppressHydrationWarning
      >
        {format.relativeTime(past, { now, style: "narrow" })}
      </time>
    </Hint>
  );
}

/** Date and time in the person's zone and language, to the second unless it says otherwise. */
export function ExactTime({
  value,
  to = "second",
  className,
}: {
  value: string;
  to?: "minute" | "second";
  className?: string;
}) {
  const format = useFormatter();
  const timeStyle = to === "minute" ? "short" : "medium";
  return (
    <time dateTime={value} className={cn("whitespace-nowrap tabular-nums", className)}>
      {format.dateTime(new Date(value), { dateStyle: "medium", timeStyle })}
    </time>
  );
}
