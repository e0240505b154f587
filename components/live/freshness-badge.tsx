"use client";

import { useTranslations } from "next-intl";
import { useLive } from "@/components/live/live-tasks";
import type { Freshness } from "@/components/live/use-freshness";
import { Hint } from "@/components/ui/tooltip";
import { cn } from "@/lib/utils";

const DOTS: Record<Freshness, string> = {
  live: "bg-status-ready",
  connecting: "bg-muted-foreground animate-pulse",
  reconnecting: "bg-status-running animate-pulse",
  polling: "bg-status-queued",
  paused: "bg-muted-foreground",
};

/** How current the page is, in one word; what that means on hover. */
export function FreshnessBadge() {
  const t = useTranslations("shell.freshness");
  const { freshness } = useLive();
  return (
    <Hint text={t(`${freshness}Hint`)}>
      <span
        role="status"
        data-freshness={freshness}
        className="inline-flex h-6 items-center gap-1.5 rounded-full border px-2 text-muted-foreground text-xs"
      >
        <span aria-hidden className={cn("size-1.5 rounded-full", DOTS[freshness])} />
        {t(freshness)}
      </span>
    </Hint>
  );
}
