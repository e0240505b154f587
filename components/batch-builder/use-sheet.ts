import { useCallback, useState } from "react";
import { redo, remember, startHistory, undo } from "@/lib/sheet/history";
import { EMPTY_ROW, type SheetRow } from "@/lib/sheet/rows";
import { MAX_BULK_TASKS } from "@/lib/task-limits";

export type Rows = readonly SheetRow[];

const FIRST_ROWS: Rows = [EMPTY_ROW];

function fresh(rows: Rows) {
  return { history: startHistory(rows.length === 0 ? FIRST_ROWS : rows), surplus: 0 };
}

/** The rows with their history. A sheet has at least one row, and at most what one create call takes. */
export function useSheet(first: Rows) {
  const [{ history, surplus }, setSheet] = useState(() => fresh(first));

  const change = useCallback((next: (rows: Rows) => Rows) => {
    setSheet(({ history: before }) => {
      const wanted = next(before.present);
      const rows = wanted.slice(0, MAX_BULK_TASKS);
      return {
        history: remember(before, rows.length === 0 ? FIRST_ROWS : rows),
        surplus: wanted.length - rows.length,
      };
    });
  }, []);
  /** Rows that undo does not lead out of: a restored sheet, or one after its tasks were made. */
  const start = useCallback((rows: Rows) => setSheet(fresh(rows)), []);

  return {
    rows: history.present,
    /** Rows of the last change that found no room. */
    surplus,
    closeSurplus: useCallback(() => setSheet(({ history: kept }) => ({ history: kept, surplus: 0 })), []),
    change,
    start,
    undo: useCallback(() => setSheet(({ history: now }) => ({ history: undo(now), surplus: 0 })), []),
    redo: useCallback(() => setSheet(({ history: now }) => ({ history: redo(now), surplus: 0 })), []),
    mayUndo: history.past.length > 0,
    mayRedo: history.future.length > 0,
  };
}
export type Sheet = ReturnType<typeof useSheet>;
