"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useLive } from "@/components/live/live-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { useFaviconDot } from "@/components/shell/use-favicon-dot";
import { useUnseenFailures } from "@/components/shell/use-unseen-failures";
import { trpc } from "@/components/trpc";

/** In a hidden tab only the mark is kept current: one small read now and then. */
const HIDDEN_INTERVAL_MS = 30_000;

/** The tab tells what waits, and what failed since somebody last looked: "(3 waiting · 1 failed) Tasks · HubQueue". */
export function TabMark() {
  const t = useTranslations("shell.tab");
  const { freshness } = useLive();
  const { data: counts } = trpc.tasks.counts.useQuery(undefined, {
    refetchInterval:
      freshness === "paused" ? HIDDEN_INTERVAL_MS : freshness === "polling" ? POLLING_INTERVAL_MS : false,
    refetchIntervalInBackground: true,
  });
  const waiting = counts?.PENDING ?? 0;
  const failed = useUnseenFailures(counts?.FAILED ?? null);
  const parts = [
    waiting > 0 && t("waiting", { count: waiting }),
    failed > 0 && t("failed", { count: failed }),
  ];
  const words = parts.filter((part) => part !== false).join(" · ");
  useTitleMark(words === "" ? "" : `(${words}) `);
  useFaviconDot(failed > 0);
  return null;
}

/** Puts the mark before the page's title, and again whenever a page sets its own. */
function useTitleMark(mark: string): void {
  const applied = useRef("");
  useEffect(() => {
    const apply = () => {
      const { title } = document;
      if (mark !== "" && title.startsWith(mark)) return;
      const plain =
        applied.current !== "" && title.startsWith(applied.current)
          ? title.slice(applied.current.length)
          : title;
      applied.current = mark;
      if (title !== mark + plain) document.title = mark + plain;
    };
    apply();
    const observer = new MutationObserver(apply);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [mark]);
}
