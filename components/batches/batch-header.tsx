"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCostText } from "@/components/cost-text";
import { FreshnessBadge } from "@/components/live/freshness-badge";
import { NotifyOffer } from "@/components/notify/notify-offer";
import { RelativeTime } from "@/components/time";
import type { BatchView } from "@/lib/batch-schemas";
import { TASK_ACTIONS } from "@/lib/task-status";
import { BatchActions } from "./batch-actions";
import { countOf } from "./batch-parts";
import { BatchTitle } from "./batch-title";
import { TimeLeft } from "./time-left";
import { useBatchWorkflows } from "./use-batch-words";

/** What the batch is, what it cost, and what can be done with all of it. */
export function BatchHeader({ batch }: { batch: BatchView }) {
  const t = useTranslations("batches");
  const workflows = useBatchWorkflows()(batch);
  const cost = useCostText()(batch.cost);
  const isUnderWay = countOf(batch.counts, TASK_ACTIONS.stop.offeredIn) > 0;
  return (
    <header>
      <Link
        href="/batches"
        className="focus-ring -ml-1 inline-flex items-center gap-1 rounded-sm px-1 text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("title")}
      </Link>
      <div className="mt-2 flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <BatchTitle batch={batch} />
          <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-sm tabular-nums">
            <span className="min-w-0 max-w-full truncate">{workflows}</span>
            <RelativeTime value={batch.createdAt} />
            {cost !== "" && <span>{cost}</span>}
            <TimeLeft counts={batch.counts} />
            <FreshnessBadge />
            {isUnderWay && <NotifyOffer />}
          </p>
        </div>
        <BatchActions batch={batch} />
      </div>
    </header>
  );
}
