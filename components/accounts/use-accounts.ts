"use client";

import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { trpc } from "@/components/trpc";
import type { AccountView } from "@/lib/account-schemas";

const INTERVAL_MS = 5_000;

/** The accounts, asked for again every few seconds and shortly after any task changed. */
export function useLiveAccounts(initial: AccountView[]) {
  const { freshness } = useLive();
  const utils = trpc.useUtils();
  useFollowTasks(() => void utils.accounts.list.invalidate());
  return trpc.accounts.list.useQuery(undefined, {
    initialData: initial,
    refetchInterval: freshness === "paused" ? false : INTERVAL_MS,
  });
}

/** Reads anew whatever a change of an account shows in. */
export function useAccountsChanged(): () => void {
  const utils = trpc.useUtils();
  return () => {
    void utils.accounts.list.invalidate();
    void utils.queue.lane.invalidate();
    void utils.tasks.invalidate();
  };
}
