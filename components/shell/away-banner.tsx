"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useLane } from "@/components/lane/use-lane";
import { useIsOffline } from "@/components/shell/use-is-offline";
import { trpc } from "@/components/trpc";
import { isUnanswered } from "@/lib/client-error";

/**
 * Why nothing new comes, and what still works. The strip asks for the lane every few seconds: it knows first. A
 * browser without a network may still reach a server on its own machine: only a lane that does not come counts.
 */
function useAway(): "offline" | "unreachable" | null {
  const isOffline = useIsOffline();
  const { failureCount, failureReason, error } = useLane();
  const utils = trpc.useUtils();
  useEffect(() => {
    const ask = () => void utils.queue.lane.invalidate();
    window.addEventListener("online", ask);
    window.addEventListener("offline", ask);
    return () => {
      window.removeEventListener("online", ask);
      window.removeEventListener("offline", ask);
    };
  }, [utils]);
  const failure = failureReason ?? error;
  if (failure === null || !isUnanswered(failure)) return null;
  if (isOffline) return "offline";
  return error !== null || failureCount > 1 ? "unreachable" : null;
}

/** One calm line while the server does not answer, and whether it is for want of a network; everything is read anew afterwards. */
export function AwayBanner() {
  const t = useTranslations("shell.away");
  const away = useAway();
  const utils = trpc.useUtils();
  const wasAway = useRef(false);
  useEffect(() => {
    if (away === null && wasAway.current) void utils.invalidate();
    wasAway.current = away !== null;
  }, [away, utils]);
  return (
    <div role="status" className="empty:hidden" data-away={away ?? undefined}>
      {away !== null && (
        <p className="flex min-h-9 items-center gap-2.5 border-notice-border border-b bg-notice px-3 py-1.5 text-[13px] text-notice-foreground md:px-5">
          <CloudOff aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <strong className="font-semibold">{t(`${away}.title`)}</strong> {t(`${away}.text`)}
          </span>
        </p>
      )}
    </div>
  );
}
