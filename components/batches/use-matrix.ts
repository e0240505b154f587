"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { trpc } from "@/components/trpc";
import { withNews } from "@/lib/batch-matrix";
import type { MatrixRow } from "@/lib/batch-schemas";
import type { TaskStatus } from "@/lib/task-status";

export const ROWS_PER_PAGE = 50;
/** Asked anew when the page opens, and not again while it is open: rows and columns keep their place. */
const ONCE = { staleTime: Number.POSITIVE_INFINITY, refetchOnMount: "always" } as const;

/**
 * One page of the matrix. Which rows it has is settled when it opens; what stands in them follows the news.
 * @param from the first row, from 0. @param status only rows whose newest task has this status
 */
export function useMatrix(id: string, from: number, status: TaskStatus | null) {
  const { tasks: live, freshness } = useLive();
  const utils = trpc.useUtils();
  const page = trpc.batches.matrixPage.useQuery(
    { id, from, limit: ROWS_PER_PAGE, ...(status !== null && { status }) },
    { ...ONCE, placeholderData: keepPreviousData },
  );
  const columns = trpc.batches.matrixColumns.useQuery({ id }, ONCE);
  const numbers = page.data?.rows ?? [];
  const contents = trpc.batches.matrixRows.useQuery(
    { id, rows: numbers },
    {
      enabled: numbers.length > 0,
      placeholderData: keepPreviousData,
      refetchInterval: freshness === "polling" ? POLLING_INTERVAL_MS : false,
    },
  );
  useFollowTasks(() => void utils.batches.matrixRows.invalidate({ id }));

  const known = contents.data;
  const rows = useMemo(
    () => new Map((known === undefined ? [] : withNews(known, id, live)).map((row) => [row.row, row])),
    [known, id, live],
  );
  return {
    page: page.data,
    columns: columns.data,
    /** In their order; null where the contents are not here yet. */
    rows: numbers.map((row): { row: number; content: MatrixRow | null } => ({
      row,
      content: rows.get(row) ?? null,
    })),
    isChanging: page.isPlaceholderData,
    error: page.error ?? columns.error ?? contents.error,
    retry: () => {
      void page.refetch();
      void columns.refetch();
      void contents.refetch();
    },
  };
}
