"use client";

import { useFormatter, useTranslations } from "next-intl";
import { trpc } from "@/components/trpc";
import { cn } from "@/lib/utils";

/** How many tasks are waiting or running; nothing while there are none. */
export function ActiveCount({ className }: { className?: string }) {
  const t = useTranslations("shell");
  const format = useFormatter();
  const { data: counts } = trpc.tasks.counts.useQuery();
  const active = counts === undefined ? 0 : counts.PENDING + counts.QUEUED + counts.RUNNING;
  if (active === 0) return null;
  return (
    <span
      className={cn(
        "rounded-full bg-primary-soft px-1.5 font-medium text-[11px] text-primary-text leading-4.5 tabular-nums",
        className,
      )}
    >
      <span aria-hidden>{format.number(active, { notation: "compact" })}</span>
      <span className="sr-only">{t("activeCount", { count: active })}</span>
    </span>
  );
}
