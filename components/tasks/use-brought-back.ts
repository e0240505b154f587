"use client";

import { useEffect, useRef } from "react";
import { useLive } from "@/components/live/live-tasks";
import { broughtBack, isSameReading, type Reading } from "@/lib/task-list-view";
import type { TaskPage } from "@/lib/task-schemas";

/** Without the live connection nobody tells that a deleted task is back; then the pages that are read do. */
export function useBroughtBack(page: TaskPage | undefined, key: string, readAtMs: number): void {
  const {
    tasks: { deletedIds },
    tell,
  } = useLive();
  const last = useRef<Reading | null>(null);
  useEffect(() => {
    if (page === undefined) return;
    const before = last.current;
    const now = { key, readAtMs, deletedIds };
    if (before !== null && isSameReading(before, now)) return;
    last.current = now;
    const tasks = before === null ? [] : broughtBack(page, before, now);
    if (tasks.length > 0) tell({ tasks });
  }, [page, key, readAtMs, deletedIds, tell]);
}
