"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useLive } from "@/components/live/live-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { HelpDialog } from "@/components/tasks/help-dialog";
import { RowsSkeleton } from "@/components/tasks/list-skeleton";
import { EmptyList, ListError } from "@/components/tasks/list-states";
import { NewsPill } from "@/components/tasks/news-pill";
import { Pager } from "@/components/tasks/pager";
import { SelectionBar } from "@/components/tasks/selection-bar";
import { SortContext } from "@/components/tasks/sort-context";
import { ALL_TAB, StatusTabs, totalOf } from "@/components/tasks/status-tabs";
import { TaskTable } from "@/components/tasks/task-table";
import { Toolbar } from "@/components/tasks/toolbar";
import { useListAddress } from "@/components/tasks/use-list-address";
import { useListKeys } from "@/components/tasks/use-list-keys";
import { useResting } from "@/components/tasks/use-resting";
import { useSelection } from "@/components/tasks/use-selection";
import { useTaskRows } from "@/components/tasks/use-task-rows";
import { trpc } from "@/components/trpc";
import { Tabs, TabsContent } from "@/components/ui/tabs";
import { useHydrated } from "@/components/use-hydrated";
import { isNarrowed } from "@/lib/list-address";
import type { ListQuestion } from "@/lib/task-list-view";
import { isTaskStatus } from "@/lib/task-status";
import { cn } from "@/lib/utils";

const PAGE_SIZE = 50;

export function TaskList() {
  const t = useTranslations("tasks");
  const list = useListAddress();
  const { address, filter, narrow, toggleSort } = list;
  const { freshness } = useLive();
  const hydrated = useHydrated();
  const known = trpc.tasks.counts.useQuery(undefined, {
    refetchInterval: freshness === "polling" ? POLLING_INTERVAL_MS : false,
  }).data;
  const counts = hydrated ? known : undefined;

  const { cursor } = address;
  const input = useMemo(
    () => ({ ...filter, sort: address.sort, limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) }),
    [filter, address.sort, cursor],
  );
  const question = useMemo<ListQuestion>(
    () => ({ filter, sort: address.sort, firstPage: cursor === null }),
    [filter, address.sort, cursor],
  );

  const resting = useResting();
  const { query, rows, arrived, previousCursor, nextCursor, refresh } = useTaskRows(
    input,
    question,
    resting.mayMove,
  );
  const selection = useSelection(JSON.stringify(input), rows);
  const { setBusy } = resting;
  useEffect(() => setBusy(selection.tasks.length > 0), [setBusy, selection.tasks.length]);

  const [help, setHelp] = useState(false);
  useListKeys({ onHelp: useCallback(() => setHelp(true), []), onClear: selection.clear });

  const isKnown = query.data !== undefined;
  const total = counts === undefined || isNarrowed(address) ? null : tabTotal(counts, address.status);
  const firstTime = counts !== undefined && totalOf(counts) === 0 && !isNarrowed(address) && cursor === null;
  return (
    <SortContext value={{ sort: address.sort, toggleSort }}>
      <Toolbar address={address} narrow={narrow} onHelp={() => setHelp(true)} />
      <Tabs
        value={address.status ?? ALL_TAB}
        onValueChange={(tab) => narrow({ status: isTaskStatus(tab) ? tab : null })}
        activationMode="manual"
        className="gap-0"
      >
        <StatusTabs counts={counts} />
        <TabsContent value={address.status ?? ALL_TAB} tabIndex={-1} className="pb-20">
          {query.isError && !isKnown ? (
            <ListError error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
          ) : !isKnown ? (
            <RowsSkeleton />
          ) : (
            <>
              {query.isError && <StaleNotice />}
              <NewsPill count={arrived} onShow={() => void refresh()} />
              <div
                {...resting.watch}
                aria-busy={query.isPlaceholderData}
                className={cn("transition-opacity", query.isPlaceholderData && "opacity-60")}
              >
                {rows.length === 0 ? (
                  <EmptyList list={list} firstTime={firstTime} />
                ) : (
                  <>
                    <TaskTable
                      rows={rows}
                      selection={selection.ids}
                      onSelectionChange={selection.setIds}
                      label={t("title")}
                    />
                    <Pager
                      list={list}
                      shown={rows.length}
                      total={total}
                      previousCursor={previousCursor}
                      nextCursor={nextCursor}
                    />
                  </>
                )}
              </div>
              <SelectionBar
                selection={selection}
                filter={filter}
                total={total}
                counts={counts}
                more={nextCursor !== null || cursor !== null}
              />
            </>
          )}
        </TabsContent>
      </Tabs>
      <HelpDialog open={help} onClose={() => setHelp(false)} />
    </SortContext>
  );
}

function tabTotal(counts: Parameters<typeof totalOf>[0], status: keyof typeof counts | null): number {
  return status === null ? totalOf(counts) : counts[status];
}

/** A list that could not be refreshed stays readable, and says that it is old. */
function StaleNotice() {
  const t = useTranslations("tasks.error");
  return (
    <p role="status" className="border-b bg-notice px-3 py-1.5 text-[13px] text-notice-foreground md:px-5">
      {t("stale")}
    </p>
  );
}
