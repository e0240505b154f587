"use client";

import Link from "next/link";
import { useCostText } from "@/components/cost-text";
import { RelativeTime } from "@/components/time";
import type { BatchView } from "@/lib/batch-schemas";
import { BatchProgress } from "./batch-progress";
import { TimeLeft } from "./time-left";
import { useBatchName, useBatchWorkflows } from "./use-batch-words";

/** One batch: what it is, how far it is, what it cost. */
export function BatchListRow({ batch }: { batch: BatchView }) {
  const name = useBatchName()(batch);
  const workflows = useBatchWorkflows()(batch);
  const cost = useCostText()(batch.cost);
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)] md:items-center">
      <div className="min-w-0">
        <Link
          href={`/batches/${batch.id}`}
          title={name}
          className="focus-ring line-clamp-2 w-fit rounded-sm font-medium text-[15px] [overflow-wrap:anywhere] hover:underline"
        >
          {name}
        </Link>
        <p className="mt-0.5 flex flex-wrap gap-x-2 gap-y-0.5 text-muted-foreground text-xs tabular-nums">
          <span className="min-w-0 max-w-full truncate">{workflows}</span>
          <RelativeTime value={batch.createdAt} />
          {cost !== "" && <span>{cost}</span>}
          <TimeLeft counts={batch.counts} />
        </p>
      </div>
      <BatchProgress counts={batch.counts} />
    </li>
  );
}
