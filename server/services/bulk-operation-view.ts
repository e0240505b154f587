/** From rows of operations to what doors return. */
import {
  type OperationItem,
  type OperationRefusal,
  type OperationView,
  UNDO_MINUTES,
} from "@/lib/operation-schemas";
import { isTaskStatus, type TaskAction } from "@/lib/task-status";
import type { OperationItemRow } from "../persistence/bulk-operation-reader";
import type { OperationRow } from "../persistence/bulk-operation-repository";
import { notInThisStatus } from "./action-refusal";

export function operationView(row: OperationRow): OperationView {
  const { target, total, done, succeeded, finishedAt } = row;
  const aborted = row.abortedBy !== null;
  return {
    id: row.id,
    action: row.action,
    state: aborted ? "aborted" : finishedAt ? "finished" : total === null ? "accepted" : "running",
    actor: row.actor,
    requested: total,
    succeeded,
    failed: done - succeeded,
    skipped: aborted ? (total ?? 0) - done : 0,
    abortedBy: row.abortedBy,
    undoes: "undo" in target ? { id: target.undo, action: target.of } : null,
    undoneBy: row.undoneBy,
    undoableUntil: isUndoable(row) ? undoableUntil(row.createdAt).toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

export function isUndoable(row: OperationRow): boolean {
  const inTime = row.ageSeconds < UNDO_MINUTES * 60;
  return row.finishedAt !== null && row.undoable > 0 && row.undoneBy === null && inTime;
}

/** Counted from when it was asked for: what it deleted first is purged first. */
function undoableUntil(createdAt: Date): Date {
  return new Date(createdAt.getTime() + UNDO_MINUTES * 60_000);
}

export function itemView(operation: OperationView, row: OperationItemRow): OperationItem {
  const { taskId, name, statusBefore, statusAfter } = row;
  const base = { id: taskId, name, statusBefore };
  if (row.outcome === "DONE")
    return { ...base, outcome: "done", code: null, message: null, status: statusAfter };
  const outcome = row.outcome === "REFUSED" ? "failed" : "skipped";
  const code = row.code ?? "ABORTED";
  return { ...base, outcome, code, message: messageOf(operation, code, statusBefore), status: statusBefore };
}

/** English detail, for programs and reports. */
function messageOf({ action }: OperationView, code: OperationRefusal, status: string | null): string {
  switch (code) {
    case "TASK_NOT_FOUND":
      return "There is no such task, or it is deleted";
    case "INVALID_TRANSITION":
      return action !== "undo" && status !== null && isTaskStatus(status)
        ? notInThisStatus(action satisfies TaskAction, status)
        : "Not possible in the status it has";
    case "TOO_MANY_WAITING":
      return "So many tasks may not wait at once; start it again when some are done";
    case "WAS_ON_RUNNINGHUB":
      return "It was on RunningHub and was cancelled there; restart it instead";
    case "CHANGED_SINCE":
      return "Somebody has changed it since, so it was left as it is";
    case "ABORTED":
      return "Not done: the operation was aborted before its turn";
    case "INTERNAL":
      return "Something went wrong on our side; try again";
  }
}
