"use client";

import { createContext, useContext } from "react";
import type { ListTasks } from "@/lib/task-schemas";

interface Sorting {
  readonly sort: ListTasks["sort"];
  readonly toggleSort: () => void;
}

/** Columns are made once, outside any component; this is how their heads reach the URL. */
export const SortContext = createContext<Sorting>({ sort: "-createdAt", toggleSort: () => {} });

export function useSort(): Sorting {
  return useContext(SortContext);
}
