"use client";

import { useTranslations } from "next-intl";
import { StatusMark } from "@/components/tasks/status-badge";
import type { StatusCounts } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";
import { countOf, endedOf, PARTS, totalOf } from "./batch-parts";

/** How far a batch is: a bar in the colours of the statuses, and below it the same in marks and numbers. */
export function BatchProgress({ counts, className }: { counts: StatusCounts; className?: string }) {
  const t = useTranslations("batches.progress");
  const total = totalOf(counts);
  const ended = endedOf(counts);
  const parts = PARTS.map((part) => ({ ...part, count: countOf(counts, part.statuses) })).filter(
    ({ count }) => count > 0,
  );
  const words = parts.map(({ name, count }) => t(`parts.${name}`, { count }));
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      <div
        role="progressbar"
        aria-label={t("label")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={ended}
        aria-valuetext={[t("ended", { ended, total }), ...words].join(", ")}
        className="flex h-2 overflow-hidden rounded-full bg-foreground/10"
      >
        {parts.map(({ name, bar, count }) => (
          <span
            key={name}
            // A single failed one among thousands must still be seen.
            className={cn("min-w-0.5 transition-[flex-grow] duration-500", bar)}
            style={{ flexGrow: count, flexBasis: 0 }}
          />
        ))}
      </div>
      <ul aria-hidden className="flex flex-wrap gap-x-3 gap-y-1 text-xs tabular-nums">
        {parts.map(({ name, mark }, at) => (
          <li key={name} className="inline-flex items-center gap-1.5 whitespace-nowrap">
            <StatusMark status={mark} />
            {words[at]}
          </li>
        ))}
      </ul>
    </div>
  );
}
