"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useOperations } from "@/components/operations/use-operations";
import { useRunAction } from "@/components/tasks/use-run-action";
import { Late } from "@/components/ui/late";
import { later } from "@/components/ui/later";
import type { ActionTarget } from "@/lib/action-target";
import { TASK_ACTIONS, type TaskAction } from "@/lib/task-status";

const operationsTray = later(() =>
  import("@/components/operations/operations-tray").then(({ OperationsTray }) => OperationsTray),
);
const reportDialog = later(() =>
  import("@/components/operations/report-dialog").then(({ ReportDialog }) => ReportDialog),
);
const confirmDialog = later(() => import("./confirm-dialog").then(({ ConfirmDialog }) => ConfirmDialog));

interface TaskActions {
  /**
   * Asks first where the action needs it, then acts, tells the outcome and offers undo or a report.
   * @param onSent called once the person has decided and the action is on its way
   */
  readonly request: (action: TaskAction, target: ActionTarget, onSent?: () => void) => void;
  /** The action under way for each task. */
  readonly doing: ReadonlyMap<string, TaskAction>;
  /** An action on everything that matches a filter is being asked for. */
  readonly doingFilter: TaskAction | null;
}

interface Question {
  readonly action: TaskAction;
  readonly target: ActionTarget;
  readonly onSent: (() => void) | undefined;
}

const ActionsContext = createContext<TaskActions | null>(null);

/** Holds the dialogs and the tray, so that rows, the batch bar and the detail page ask for actions in one way. */
export function TaskActionsProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const { operations, deeds, request: askForMany, report, closeReport } = useOperations();
  const { run, doing, doingFilter } = useRunAction(askForMany);

  const send = useCallback(
    ({ action, target, onSent }: Question) => {
      void run(action, target);
      onSent?.();
    },
    [run],
  );
  const request = useCallback<TaskActions["request"]>(
    (action, target, onSent) => {
      if (TASK_ACTIONS[action].needsConfirm) setQuestion({ action, target, onSent });
      else send({ action, target, onSent });
    },
    [send],
  );
  const value = useMemo(() => ({ request, doing, doingFilter }), [request, doing, doingFilter]);
  return (
    <ActionsContext value={value}>
      {children}
      <Late part={operationsTray} when={operations.length > 0} props={{ operations, deeds }} />
      <Late
        part={confirmDialog}
        when={question !== null}
        props={{
          question,
          onCancel: () => setQuestion(null),
          onConfirm: () => {
            setQuestion(null);
            if (question !== null) send(question);
          },
        }}
      />
      <Late
        part={reportDialog}
        when={report !== null}
        props={{
          operation: report,
          onClose: closeReport,
          onRetry: ({ id: operationId, action, failed: count }, name) => {
            closeReport();
            if (action !== "undo") void run(action, { kind: "failed", operationId, count }, name);
          },
        }}
      />
    </ActionsContext>
  );
}

/** @throws outside TaskActionsProvider (the shell provides it) */
export function useTaskActions(): TaskActions {
  const actions = useContext(ActionsContext);
  if (actions === null) throw new Error("useTaskActions needs TaskActionsProvider");
  return actions;
}
