"use client";

import type { RowSelectionState } from "@tanstack/react-table";
import { useCallback, useState } from "react";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskView } from "@/lib/task-schemas";

interface Selection {
  readonly key: string;
  readonly ids: RowSelectionState;
  /** Everything that matches the filter, on all pages. */
  readonly everything: boolean;
}

const NONE: Omit<Selection, "key"> = { ids: {}, everything: false };

/** The selected rows of one page. Another page, tab or filter starts with none. */
export function useSelection(key: string, rows: readonly ShownRow[]) {
  const [held, setHeld] = useState<Selection>({ key, ...NONE });
  const selection = held.key === key ? held : { key, ...NONE };

  const setIds = useCallback(
    (change: RowSelectionState | ((before: RowSelectionState) => RowSelectionState)) =>
      setHeld((before) => {
        const ids = before.key === key ? before.ids : {};
        return { key, ids: typeof change === "function" ? change(ids) : change, everything: false };
      }),
    [key],
  );
  const selectEverything = useCallback(() => setHeld((before) => ({ ...before, everything: true })), []);
  const clear = useCallback(() => setHeld({ key, ...NONE }), [key]);

  const tasks: TaskView[] = rows
    .filter(({ task, gone }) => gone !== "deleted" && selection.ids[task.id] === true)
    .map(({ task }) => task);
  const selectable = rows.filter(({ gone }) => gone !== "deleted").length;
  return {
    ids: selection.ids,
    tasks,
    everything: selection.everything && tasks.length > 0,
    wholePage: tasks.length > 0 && tasks.length === selectable,
    setIds,
    selectEverything,
    clear,
  };
}
