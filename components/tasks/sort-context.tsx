"use client";

import { createContext, useContext } from "react";
import type { TaskSort } from "@/lib/task-schemas";

/** What the list can be sorted by, each way. */
export type SortField = Exclude<TaskSort, `-${string}`>;

interface Sorting {
  readonly sort: TaskSort;
  /** The newest first; once more, the oldest first. */
  readonly toggleSort: (field: SortField) => void;
}

/** Columns are made once, outside any component; this is how their heads reach the URL. */
export const SortContext = createContext<Sorting>({ sort: "-createdAt", toggleSort: () => {} });

export function useSort(): Sorting {
  return useContext(SortContext);
}
