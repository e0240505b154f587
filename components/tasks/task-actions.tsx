"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { OperationsTray } from "@/components/operations/operations-tray";
import { ReportDialog } from "@/components/operations/report-dialog";
import { useOperations } from "@/components/operations/use-operations";
import { ConfirmDialog } from "@/components/tasks/confirm-dialog";
import { useRunAction } from "@/components/tasks/use-run-action";
import type { ActionTarget } from "@/lib/action-target";
import { TASK_ACTIONS, type TaskAction } from "@/lib/task-status";

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
      <OperationsTray operations={operations} deeds={deeds} />
      <ConfirmDialog
        question={question}
        onCancel={() => setQuestion(null)}
        onConfirm={() => {
          setQuestion(null);
          if (question !== null) send(question);
        }}
      />
      <ReportDialog
        operation={report}
        onClose={closeReport}
        onRetry={({ id: operationId, action, failed: count }, name) => {
          closeReport();
          if (action !== "undo") void run(action, { kind: "failed", operationId, count }, name);
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
