"use client";

import type { RowSelectionState } from "@tanstack/react-table";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useLive } from "@/components/live/live-tasks";
import { newer } from "@/lib/live-tasks";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskFilter, TaskView } from "@/lib/task-schemas";

interface Selection {
  readonly key: string;
  readonly ids: RowSelectionState;
  /** The chosen tasks as they were when they were chosen: those of other pages are known by this and by the news. */
  readonly tasks: ReadonlyMap<string, TaskView>;
  /** The row that was chosen last: ranges begin there. */
  readonly last: string | null;
  /** Everything that matches the filter, on all pages. */
  readonly everything: boolean;
}

const NONE: Omit<Selection, "key"> = { ids: {}, tasks: new Map(), last: null, everything: false };

/** The selected tasks of one filter, on whatever pages they are. Another filter starts with none. */
export function useSelection(filter: TaskFilter, rows: readonly ShownRow[]) {
  const key = useMemo(() => JSON.stringify(filter), [filter]);
  const { tasks: live } = useLive();
  const [held, setHeld] = useState<Selection>({ key, ...NONE });
  const selection = held.key === key ? held : { key, ...NONE };
  const shown = useRef(rows);
  useEffect(() => {
    shown.current = rows;
  });

  const setIds = useCallback(
    (change: RowSelectionState | ((before: RowSelectionState) => RowSelectionState)) =>
      setHeld((before) => choose(before.key === key ? before : { key, ...NONE }, change, shown.current)),
    [key],
  );
  /** Chooses all rows from the one chosen last to this one. */
  const selectRange = useCallback(
    (toId: string) =>
      setHeld((before) => {
        const known = before.key === key ? before : { key, ...NONE };
        const range = idsBetween(known.last, toId, shown.current);
        const chosen = choose(known, { ...known.ids, ...range }, shown.current);
        return { ...chosen, last: toId };
      }),
    [key],
  );
  const selectEverything = useCallback(() => setHeld((before) => ({ ...before, everything: true })), []);
  const clear = useCallback(() => setHeld({ key, ...NONE }), [key]);

  const onPage = new Map(rows.map((row) => [row.task.id, row]));
  const tasks = [...selection.tasks.values()]
    .filter(
      ({ id }) =>
        selection.ids[id] === true && !live.deletedIds.has(id) && onPage.get(id)?.gone !== "deleted",
    )
    .map((task) => newer(newer(task, onPage.get(task.id)?.task), live.tasks.get(task.id)));
  const selectable = rows.filter(({ gone }) => gone !== "deleted");
  const here = tasks.filter(({ id }) => onPage.has(id)).length;
  return {
    ids: selection.ids,
    tasks,
    everything: selection.everything && tasks.length > 0,
    /** How many of them are not on this page. */
    elsewhere: tasks.length - here,
    wholePage: here > 0 && here === selectable.length,
    setIds,
    selectRange,
    selectEverything,
    clear,
  };
}

function choose(
  before: Selection,
  change: RowSelectionState | ((before: RowSelectionState) => RowSelectionState),
  rows: readonly ShownRow[],
): Selection {
  const ids = typeof change === "function" ? change(before.ids) : change;
  const chosen = rows.filter(({ task }) => ids[task.id] === true);
  const kept = [...before.tasks].filter(([id]) => ids[id] === true);
  const tasks = new Map([...kept, ...chosen.map(({ task }) => [task.id, task] as const)]);
  const turned = rows.filter(({ task: { id } }) => (ids[id] === true) !== (before.ids[id] === true));
  const last = turned.length === 1 ? (turned[0]?.task.id ?? null) : before.last;
  return { ...before, ids, tasks, last, everything: false };
}

function idsBetween(fromId: string | null, toId: string, rows: readonly ShownRow[]): RowSelectionState {
  const at = (id: string | null) => rows.findIndex(({ task }) => task.id === id);
  const to = at(toId);
  const from = at(fromId) === -1 ? to : at(fromId);
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return Object.fromEntries(
    range.filter(({ gone }) => gone !== "deleted").map(({ task }) => [task.id, true]),
  );
}
