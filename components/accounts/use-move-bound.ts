"use client";

import { useState } from "react";
import { trpc } from "@/components/trpc";
import { MAX_BATCH_IDS, MAX_PAGE_SIZE } from "@/lib/task-limits";
import type { BatchReport } from "@/lib/task-schemas";
import { useAccountsChanged } from "./use-accounts";

/** Pages of waiting tasks read in search of bound ones: there is no filter by account. */
const MOST_PAGES = 50;

/** Moves the waiting tasks that are bound to one account, as many as one call takes. */
export function useMoveBound() {
  const utils = trpc.useUtils();
  const changed = useAccountsChanged();
  const [isMoving, setMoving] = useState(false);

  const boundIds = async (accountId: string): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES && ids.length < MAX_BATCH_IDS; page += 1) {
      const { items, nextCursor } = await utils.client.tasks.list.query({
        status: ["PENDING"],
        limit: MAX_PAGE_SIZE,
        sort: "createdAt",
        cursor,
      });
      ids.push(...items.filter((task) => task.accountId === accountId).map(({ id }) => id));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    return ids.slice(0, MAX_BATCH_IDS);
  };

  /** @param to the account, or null for any of the site. @throws what the calls throw */
  const move = async (from: string, to: string | null): Promise<BatchReport> => {
    setMoving(true);
    try {
      const ids = await boundIds(from);
      if (ids.length === 0) return { requested: 0, succeeded: [], failed: [] };
      return await utils.client.tasks.assign.mutate({ target: { ids }, accountId: to });
    } finally {
      setMoving(false);
      changed();
    }
  };
  return { move, isMoving };
}
