"use client";

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { TASK_STATUSES, type TaskStatus } from "@/lib/task-status";

const PARSERS = {
  /** The first row of the page, as people count: from 1. */
  row: parseAsInteger.withDefault(1),
  show: parseAsStringLiteral(TASK_STATUSES),
};

/** Which part of the matrix is open lives in the URL: it survives a reload and can be sent to others. */
export function useMatrixAddress() {
  const [{ row, show }, setAddress] = useQueryStates(PARSERS, { history: "push" });
  return {
    from: Math.max(0, row - 1),
    status: show,
    open: (from: number) => void setAddress({ row: from === 0 ? null : from + 1 }),
    show: (status: TaskStatus | null) => void setAddress({ show: status, row: null }),
  };
}
