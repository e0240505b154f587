"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { ReadFailure } from "@/components/read-failure";
import { listQuestion } from "@/components/tasks/list-question";
import { RowsSkeleton } from "@/components/tasks/list-skeleton";
import { EmptyList } from "@/components/tasks/list-states";
import { NewsAnnouncer } from "@/components/tasks/news-announcer";
import { NewsPill } from "@/components/tasks/news-pill";
import { Pager } from "@/components/tasks/pager";
import { SelectionBar } from "@/components/tasks/selection-bar";
import { totalOf } from "@/components/tasks/status-tabs";
import { TaskCards } from "@/components/tasks/task-cards";
import { TaskTable } from "@/components/tasks/task-table";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { useListKeys } from "@/components/tasks/use-list-keys";
import { useResting } from "@/components/tasks/use-resting";
import { useRowTable } from "@/components/tasks/use-row-table";
import { useSelection } from "@/components/tasks/use-selection";
import { useTaskRows } from "@/components/tasks/use-task-rows";
import { useIsNarrow } from "@/components/use-is-narrow";
import { isNarrowed } from "@/lib/list-address";
import type { TableLayout } from "@/lib/table-layout";
import type { ListQuestion } from "@/lib/task-list-view";
import type { StatusCounts } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";

interface ListPanelProps {
  readonly list: ListAddressState;
  readonly layout: TableLayout;
  /** What the server takes this browser for. */
  readonly initiallyNarrow: boolean;
  readonly counts: StatusCounts | undefined;
  /** How many match; null where only the server could count. */
  readonly total: number | null;
  readonly onHelp: () => void;
}

/** The rows of the page that the address asks for, in whatever state they are, and what can be done with them. */
export function ListPanel(props: ListPanelProps) {
  const { list, layout, initiallyNarrow, counts, total, onHelp } = props;
  const t = useTranslations("tasks");
  const { address, filter } = list;
  const { sort, cursor } = address;
  const input = useMemo(() => listQuestion(filter, { sort, cursor }), [filter, sort, cursor]);
  const question = useMemo<ListQuestion>(
    () => ({ filter, sort, firstPage: cursor === null }),
    [filter, sort, cursor],
  );
  const resting = useResting();
  const { query, rows, arrived, previousCursor, nextCursor, refresh } = useTaskRows(
    input,
    question,
    resting.mayMove,
  );
  const selection = useSelection(filter, rows);
  const { setBusy } = resting;
  useEffect(() => setBusy(selection.tasks.length > 0), [setBusy, selection.tasks.length]);
  useListKeys({ rows, onHelp, onClear: selection.clear });
  const table = useRowTable({ rows, selection: selection.ids, onSelectionChange: selection.setIds, layout });
  const isNarrow = useIsNarrow(initiallyNarrow);

  if (query.data === undefined) {
    return query.isError ? (
      <ReadFailure
        words="tasks.error"
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    ) : (
      <RowsSkeleton density={layout.density} />
    );
  }
  const firstTime = counts !== undefined && totalOf(counts) === 0 && !isNarrowed(address) && cursor === null;
  return (
    <>
      {query.isError && <StaleNotice />}
      <NewsAnnouncer rows={rows} />
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
            {isNarrow ? (
              <TaskCards table={table} label={t("title")} />
            ) : (
              // In a narrow window that the server took for a wide one, the cards are on their way.
              <div className="max-md:hidden">
                <TaskTable table={table} label={t("title")} density={layout.density} />
              </div>
            )}
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
  );
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
