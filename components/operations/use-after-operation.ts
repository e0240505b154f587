"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { useRefreshBatches } from "@/components/batches/use-refresh-batches";
import { useLive } from "@/components/live/live-tasks";
import { deedOf, useOperationWords } from "@/components/operations/use-operation-words";
import type { Watched } from "@/components/operations/use-watched-operations";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { asItWas } from "@/lib/expected-task";
import type { OperationView } from "@/lib/operation-schemas";

const UNDO_TOAST_MS = 10_000;

/** Brings the pages up to date once an operation has ended, and tells how it ended: in a toast, or in its report. */
export function useAfterOperation(
  showReport: (operation: OperationView) => void,
  undo: (operation: OperationView) => void,
) {
  const t = useTranslations();
  const words = useOperationWords();
  const utils = trpc.useUtils();
  const refreshBatches = useRefreshBatches();
  const { tell, moved, tasks: live } = useLive();

  const told = useRef<string | number>("nothing yet");
  const announce = (operation: OperationView, { name }: Watched) => {
    const { action, requested, succeeded, failed, state, undoableUntil } = operation;
    // The database was asked several times, each time for as long as it may take.
    if (operation.abortedBy === "queue") return void toast.error(t("operations.toast.unsettled"));
    if (requested === 0 && state === "finished") return void toast(t("tasks.toast.nothing"));
    if (failed > 0) return showReport(operation);
    const isNamed = action !== "undo" && (succeeded > 1 || name !== undefined);
    const done = isNamed
      ? t(`tasks.toast.${action}`, { count: succeeded, name: name ?? "" })
      : words.title(operation);
    const text =
      state === "aborted"
        ? t("operations.toast.aborted", { done: succeeded, requested: requested ?? 0 })
        : done;
    // Of two undos in sight, one would be the wrong one; the older is in the tray.
    toast.dismiss(told.current);
    const offer = { label: t("operations.undo"), onClick: () => undo(operation) };
    const options = undoableUntil === null ? {} : { duration: UNDO_TOAST_MS, action: offer };
    told.current = state === "aborted" ? toast(text, options) : toast.success(text, options);
  };

  const end = async (operation: OperationView, watched: Watched) => {
    announce(operation, watched);
    const rowsMove = operation.action === "delete" || deedOf(operation) === "restore";
    refreshBatches({ rowsToo: rowsMove });
    void utils.queue.lane.invalidate();
    await utils.tasks.invalidate();
    // Shown as done and refused: it looks again as it is. What was done has been read anew, and is newer than this.
    const before = (watched.before ?? []).filter(({ id }) => !live.deletedIds.has(id));
    if (before.length > 0) tell({ tasks: before.map(asItWas) });
    if (rowsMove) moved();
  };
  const latest = useRef(end);
  useEffect(() => {
    latest.current = end;
  });
  return useCallback(
    (operation: OperationView, watched: Watched) => void latest.current(operation, watched),
    [],
  );
}
