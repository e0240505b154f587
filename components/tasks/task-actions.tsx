"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { ConfirmDialog } from "@/components/tasks/confirm-dialog";
import { ReportDialog } from "@/components/tasks/report-dialog";
import { type Outcome, useRunAction } from "@/components/tasks/use-run-action";
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
  /** An action on everything that matches a filter is under way. */
  readonly doingFilter: TaskAction | null;
}

/** The tasks a batch did not do; by id alone where this page never saw them. */
function failedTarget({ report: { failed }, tasks }: Outcome): ActionTarget {
  const ids = failed.map(({ id }) => id);
  const seen = tasks.filter((task) => ids.includes(task.id));
  return seen.length === ids.length ? { kind: "tasks", tasks: seen } : { kind: "ids", ids };
}

interface Question {
  readonly action: TaskAction;
  readonly target: ActionTarget;
  readonly onSent: (() => void) | undefined;
}

const ActionsContext = createContext<TaskActions | null>(null);

/** Holds the dialogs, so that rows, the batch bar and the detail page ask for actions in one way. */
export function TaskActionsProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [report, setReport] = useState<Outcome | null>(null);
  const { run, doing, doingFilter } = useRunAction(setReport);

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
      <ConfirmDialog
        question={question}
        onCancel={() => setQuestion(null)}
        onConfirm={() => {
          setQuestion(null);
          if (question !== null) send(question);
        }}
      />
      <ReportDialog
        outcome={report}
        onClose={() => setReport(null)}
        onRetry={(outcome) => {
          setReport(null);
          void run(outcome.action, failedTarget(outcome));
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
