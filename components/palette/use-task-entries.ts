"use client";

import { ListTodo } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { trpc } from "@/components/trpc";
import { shortId } from "@/lib/short-id";
import type { PaletteEntry } from "./entry";

const REST_MS = 200;
const SHORTEST = 2;
const SHOWN = 6;

interface TaskEntries {
  readonly found: PaletteEntry[];
  /** The list of all that match. */
  readonly search: PaletteEntry[];
  readonly isSearching: boolean;
}

/** Tasks that the server finds by id, RunningHub id, name, note or prompt. */
export function useTaskEntries(typed: string): TaskEntries {
  const t = useTranslations("palette");
  const status = useTranslations("common.status");
  const router = useRouter();
  const wanted = typed.trim();
  const asked = useRested(wanted);
  const isAsked = asked.length >= SHORTEST;
  const { data, isFetching } = trpc.tasks.list.useQuery(
    { q: asked.slice(0, 200), limit: SHOWN },
    { enabled: isAsked, placeholderData: (previous) => previous },
  );
  if (wanted.length < SHORTEST) return { found: [], search: [], isSearching: false };
  const tasks = isAsked ? (data?.items ?? []) : [];
  const found = tasks.map((task) => ({
    id: `task ${task.id}`,
    label: task.workflowName,
    icon: ListTodo,
    aside: `${status(task.status)} · ${shortId(task.id)}`,
    run: () => router.push(`/tasks/${task.id}`),
  }));
  const all = {
    id: "search tasks",
    label: t("searchTasks", { text: wanted }),
    icon: ListTodo,
    run: () => router.push(`/tasks?${new URLSearchParams({ q: wanted })}`),
  };
  return { found, search: [all], isSearching: isFetching || asked !== wanted };
}

/** The text once it has not changed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
