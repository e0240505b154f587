"use client";

import { useBatchName } from "@/components/batches/use-batch-words";
import { trpc } from "@/components/trpc";
import { shortId } from "@/lib/short-id";

const FRESH_MS = 60_000;

/** What the batch is called; the short id until that is known, and for one that is gone. */
export function useNameOfBatch(id: string): string {
  const batchName = useBatchName();
  const { data: batch } = trpc.batches.get.useQuery(
    { id },
    { staleTime: FRESH_MS, retry: false, enabled: id !== "" },
  );
  return batch === undefined ? shortId(id) : batchName(batch);
}
