"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { useBroughtBack } from "@/components/tasks/use-brought-back";
import { trpc } from "@/components/trpc";
import { useHydrated } from "@/components/use-hydrated";
import { NOTHING_LIVE } from "@/lib/live-tasks";
import { arrange, type ListQuestion, settle } from "@/lib/task-list-view";
import type { ListTasks, TaskView } from "@/lib/task-schemas";

interface Shown {
  readonly key: string;
  readonly tasks: readonly TaskView[];
  readonly ownMoves: number;
  /** Taken from the cache while the server was being asked: its answer replaces them. */
  readonly provisional: boolean;
}

/**
 * The rows of one page of the list. They keep their place while `mayMove` is false; what arrived meanwhile is counted
 * and shown on `refresh`.
 */
export function useTaskRows(input: ListTasks, question: ListQuestion, mayMove: () => boolean) {
  const { tasks: told, freshness, ownMoves } = useLive();
  // The first news may be here before this part of the page wakes up, with the rows the server drew.
  const live = useHydrated() ? told : NOTHING_LIVE;
  const key = useMemo(() => JSON.stringify(input), [input]);
  const query = trpc.tasks.list.useQuery(input, {
    placeholderData: keepPreviousData,
    refetchInterval: freshness === "polling" ? POLLING_INTERVAL_MS : false,
  });
  // Places in line and progress of many tasks change together; the news name only the tasks that changed themselves.
  const utils = trpc.useUtils();
  useFollowTasks(() => void utils.tasks.list.invalidate());
  const page = query.isPlaceholderData ? undefined : query.data;
  useBroughtBack(page, key, query.dataUpdatedAt);
  const [shown, setShown] = useState<Shown | null>(null);

  // Another question has been answered: its rows are taken as they are.
  const { isFetching } = query;
  if (page !== undefined && (shown?.key !== key || (shown.provisional && !isFetching))) {
    setShown({ key, tasks: settle(page, live, question.filter), ownMoves, provisional: isFetching });
  }

  const view = useMemo(() => {
    if (shown === null || page === undefined || shown.key !== key) return null;
    return arrange(shown.tasks, page, live, question);
  }, [shown, page, key, live, question]);

  // What was added at the foot has its place from now on.
  const grown = view !== null && shown !== null && view.rows.length > shown.tasks.length;
  if (grown) setShown({ ...shown, tasks: view.rows.map((row) => row.task) });

  const take = useCallback(() => {
    if (page === undefined) return;
    setShown({ key, tasks: settle(page, live, question.filter), ownMoves, provisional: false });
  }, [page, key, live, question.filter, ownMoves]);

  // Rows move only while nobody points at them, or because of what this browser did.
  const outdated =
    view !== null && (view.arrivedIds.length > 0 || view.rows.some((row) => row.gone !== null));
  const own = shown !== null && shown.ownMoves !== ownMoves;
  useEffect(() => {
    if (outdated && (own || mayMove())) take();
  }, [outdated, own, mayMove, take]);

  const { refetch } = query;
  const refresh = useCallback(async () => {
    const { data } = await refetch();
    if (data === undefined) return;
    setShown({ key, tasks: settle(data, live, question.filter), ownMoves, provisional: false });
  }, [refetch, key, live, question.filter, ownMoves]);

  const rows = useMemo(
    () => view?.rows ?? shown?.tasks.map((task) => ({ task, gone: null })) ?? [],
    [view, shown],
  );
  return {
    query,
    rows,
    arrived: view?.arrivedIds.length ?? 0,
    previousCursor: page?.previousCursor ?? null,
    nextCursor: page?.nextCursor ?? null,
    refresh,
    take,
  };
}
