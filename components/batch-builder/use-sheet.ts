import { useCallback, useState } from "react";
import { redo, remember, startHistory, undo } from "@/lib/sheet/history";
import { EMPTY_ROW, type SheetRow } from "@/lib/sheet/rows";
import { MAX_BULK_TASKS } from "@/lib/task-schemas";

export type Rows = readonly SheetRow[];

const FIRST_ROWS: Rows = [EMPTY_ROW];

/** The rows with their history. A sheet has at least one row, and at most what one create call takes. */
export function useSheet(first: Rows) {
  const [history, setHistory] = useState(() => startHistory(first.length === 0 ? FIRST_ROWS : first));

  const change = useCallback((next: (rows: Rows) => Rows) => {
    setHistory((before) => {
      const rows = next(before.present).slice(0, MAX_BULK_TASKS);
      return remember(before, rows.length === 0 ? FIRST_ROWS : rows);
    });
  }, []);
  /** Rows that undo does not lead out of: a restored sheet, or one after its tasks were made. */
  const start = useCallback(
    (rows: Rows) => setHistory(startHistory(rows.length === 0 ? FIRST_ROWS : rows)),
    [],
  );

  return {
    rows: history.present,
    change,
    start,
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    mayUndo: history.past.length > 0,
    mayRedo: history.future.length > 0,
  };
}
export type Sheet = ReturnType<typeof useSheet>;
