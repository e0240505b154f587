"use client";

import { Play } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useReasonText } from "@/components/reason-text";
import { useMayAct } from "@/components/shell/actor-context";
import { ShortId } from "@/components/short-id";
import { RelativeTime } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { Breaker } from "@/lib/queue-schemas";
import { useCloseBreaker } from "./use-close-breaker";

/** One workflow that takes no new runs: why, since when, and the way back. */
export function HeldWorkflow({ breaker }: { breaker: Breaker }) {
  const t = useTranslations("settings.breaker");
  const reasonText = useReasonText();
  const mayAct = useMayAct();
  const { close, isPending } = useCloseBreaker();
  const { workflowId, workflowName, failures, openedAt, reason } = breaker;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="line-clamp-2 min-w-0 font-medium [overflow-wrap:anywhere]" title={workflowName}>
            {workflowName}
          </span>
          <ShortId id={workflowId} />
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs">
          {t("failures", { count: failures })}
          {reason !== null && <> · {reasonText(reason).title}</>} · {t("since")}{" "}
          <RelativeTime value={openedAt} />
        </p>
        {reason !== null && reason.message !== "" && (
          <p className="mt-0.5 line-clamp-2 font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">
            {reason.message}
          </p>
        )}
        <Link
          href={`/tasks?status=FAILED&workflow=${workflowId}`}
          className="focus-ring mt-1 inline-block rounded-sm text-primary-text text-xs underline-offset-4 hover:underline"
        >
          {t("showFailed")}
        </Link>
      </div>
      {mayAct && (
        <Button
          variant="outline"
          size="sm"
          aria-label={t("releaseOf", { name: workflowName })}
          busy={isPending}
          onClick={() => close(breaker)}
        >
          {!isPending && <Play aria-hidden className="size-3.5" />}
          {t("release")}
        </Button>
      )}
    </li>
  );
}
