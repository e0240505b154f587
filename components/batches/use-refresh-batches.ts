"use client";

import { useCallback } from "react";
import { trpc } from "@/components/trpc";

/**
 * Asks again for what is told of batches. Rows of a matrix keep their place; only `rowsToo`, after something was
 * deleted or brought back, may take them away.
 */
export function useRefreshBatches(): (options?: { rowsToo?: boolean }) => void {
  const { batches } = trpc.useUtils();
  return useCallback(
    ({ rowsToo = false } = {}) => {
      void batches.list.invalidate();
      void batches.get.invalidate();
      void batches.matrixRows.invalidate();
      if (rowsToo) void batches.matrixPage.invalidate();
    },
    [batches],
  );
}
