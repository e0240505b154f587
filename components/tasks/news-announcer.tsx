"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTaskChanges } from "@/components/live/live-tasks";
import type { ShownRow } from "@/lib/task-list-view";
import { addNews, NO_NEWS } from "@/lib/task-news";
import type { TaskView } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";

/** Ends that come together are told together, and a busy queue does not talk without a pause. */
const GATHER_MS = 1_500;
const AT_MOST_EVERY_MS = 10_000;

/** Tells a screen reader what happened, summed up: not each row, and not each percent. */
export function NewsAnnouncer({ rows }: { rows: readonly ShownRow[] }) {
  const t = useTranslations("list.news");
  const [told, setTold] = useState({ words: "", count: 0 });
  const known = useRef(new Map<string, TaskStatus>());
  const news = useRef(NO_NEWS);
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const hear = useCallback(
    (tasks: readonly TaskView[]) => {
      news.current = addNews(news.current, known.current, tasks);
      if (timer.current !== undefined || news.current.finished + news.current.failed === 0) return;
      const wait = Math.max(GATHER_MS, toldAt.current + AT_MOST_EVERY_MS - performance.now());
      timer.current = setTimeout(() => {
        timer.current = undefined;
        toldAt.current = performance.now();
        const words = t("ended", { ...news.current });
        news.current = NO_NEWS;
        setTold(({ count }) => ({ words, count: count + 1 }));
      }, wait);
    },
    [t],
  );
  useTaskChanges(({ tasks }) => hear(tasks));
  // Without the live connection the rows themselves bring the news. A row seen for the first time is none.
  useEffect(() => {
    const tasks = rows.map(({ task }) => task);
    hear(tasks.filter(({ id }) => known.current.has(id)));
    for (const { id, status } of tasks) known.current.set(id, status);
  }, [rows, hear]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <p aria-live="polite" data-news className="sr-only">
      {/* A new element each time: words that stay the same would not be heard again. */}
      <span key={told.count}>{told.words}</span>
    </p>
  );
}
