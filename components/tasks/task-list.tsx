"use client";

import { useCallback, useMemo, useState } from "react";
import { useLive } from "@/components/live/live-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { FilterBar } from "@/components/tasks/filter-bar";
import { queryOf } from "@/components/tasks/list-address-parsers";
import { ListPanel } from "@/components/tasks/list-panel";
import { SortContext } from "@/components/tasks/sort-context";
import { ALL_TAB, StatusTabs, totalOf } from "@/components/tasks/status-tabs";
import { Toolbar } from "@/components/tasks/toolbar";
import { useListAddress } from "@/components/tasks/use-list-address";
import { exactly, useMatching } from "@/components/tasks/use-matching";
import { useTableLayout } from "@/components/tasks/use-table-layout";
import { ViewOptions } from "@/components/tasks/view-options";
import { ViewsMenu } from "@/components/tasks/views-menu";
import { trpc } from "@/components/trpc";
import { Late } from "@/components/ui/late";
import { later } from "@/components/ui/later";
import { Tabs, TabsContent } from "@/components/ui/tabs";
import { isNarrowed } from "@/lib/list-address";
import type { TableLayout } from "@/lib/table-layout";
import type { StatusCounts } from "@/lib/task-schemas";
import { isTaskStatus, type TaskStatus } from "@/lib/task-status";

const helpDialog = later(() => import("./help-dialog").then(({ HelpDialog }) => HelpDialog));

function tabTotal(counts: StatusCounts, status: TaskStatus | null): number {
  return status === null ? totalOf(counts) : counts[status];
}

interface TaskListProps {
  /** As the server read this browser's cookie, so that the first paint has it. */
  readonly initialLayout: TableLayout;
  /** What the server takes this browser for. */
  readonly initiallyNarrow: boolean;
}

export function TaskList({ initialLayout, initiallyNarrow }: TaskListProps) {
  const list = useListAddress();
  const { address, narrow, toggleSort } = list;
  const { layout, choose } = useTableLayout(initialLayout);
  const { freshness } = useLive();
  const counts = trpc.tasks.counts.useQuery(undefined, {
    refetchInterval: freshness === "polling" ? POLLING_INTERVAL_MS : false,
  }).data;
  const narrowed = isNarrowed(address);
  const matching = useMatching(list.filter, narrowed);
  const ofTab = counts === undefined ? null : tabTotal(counts, address.status);
  const total = narrowed ? exactly(matching) : ofTab;

  const [help, setHelp] = useState(false);
  const openHelp = useCallback(() => setHelp(true), []);
  const sorting = useMemo(() => ({ sort: address.sort, toggleSort }), [address.sort, toggleSort]);
  const tab = address.status ?? ALL_TAB;
  return (
    <SortContext value={sorting}>
      <Toolbar address={address} narrow={narrow} onHelp={openHelp} />
      <Tabs
        value={tab}
        onValueChange={(next) => narrow({ status: isTaskStatus(next) ? next : null, active: false })}
        activationMode="manual"
        className="gap-0"
      >
        <div className="flex items-center border-b">
          <StatusTabs counts={counts} />
          <div className="flex shrink-0 items-center gap-0.5 pr-2 pl-1 md:pr-4">
            <ViewsMenu query={queryOf(address)} filter={list.filter} sort={address.sort} />
            <span className="max-md:hidden">
              <ViewOptions layout={layout} onChange={choose} />
            </span>
          </div>
        </div>
        <TabsContent value={tab} tabIndex={-1} className="pb-20">
          <FilterBar list={list} matching={matching} />
          <ListPanel
            list={list}
            layout={layout}
            initiallyNarrow={initiallyNarrow}
            counts={counts}
            total={total}
            onHelp={openHelp}
          />
        </TabsContent>
      </Tabs>
      <Late part={helpDialog} when={help} props={{ open: help, onClose: () => setHelp(false) }} />
    </SortContext>
  );
}
