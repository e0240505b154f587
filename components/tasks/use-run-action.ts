"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import { useRefreshBatches } from "@/components/batches/use-refresh-batches";
import { useErrorText } from "@/components/error-text";
import { useLive } from "@/components/live/live-tasks";
import { sendBatch } from "@/components/tasks/send-batch";
import { useUndoDelete } from "@/components/tasks/use-undo-delete";
import { trpc } from "@/components/trpc";
import { type ActionTarget, withReportedStatus } from "@/lib/action-target";
import { shortId } from "@/lib/short-id";
import type { BatchReport, TaskView } from "@/lib/task-schemas";
import type { TaskAction } from "@/lib/task-status";

export interface Outcome {
  readonly action: TaskAction;
  readonly report: BatchReport;
  /** The tasks the action was asked for, as far as this page knew them: names for the report. */
  readonly tasks: readonly TaskView[];
}

const UNDO_MS = 8_000;

function idsOf(target: ActionTarget): readonly string[] {
  if (target.kind === "filter") return [];
  return target.kind === "ids" ? target.ids : target.tasks.map((task) => task.id);
}

/** Carries out actions. One task goes through its own call, more through the batch; both end in the same words. */
export function useRunAction(showReport: (outcome: Outcome) => void) {
  const t = useTranslations("tasks");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const live = useLive();
  const undoDelete = useUndoDelete();
  const refreshBatches = useRefreshBatches();
  const start = trpc.tasks.start.useMutation().mutateAsync;
  const stop = trpc.tasks.stop.useMutation().mutateAsync;
  const remove = trpc.tasks.remove.useMutation().mutateAsync;
  const [doing, setDoing] = useState<ReadonlyMap<string, TaskAction>>(new Map());
  const [doingFilter, setDoingFilter] = useState<TaskAction | null>(null);
  const { tell, moved, tasks: known } = live;

  const mark = useCallback((ids: readonly string[], action: TaskAction | null) => {
    setDoing((before) => {
      const after = new Map(before);
      for (const id of ids) action === null ? after.delete(id) : after.set(id, action);
      return after;
    });
  }, []);

  const announce = useCallback(
    (action: TaskAction, ids: readonly string[], name: string) => {
      const words = t(`toast.${action}`, { count: ids.length, name });
      if (action !== "delete") {
        toast.success(words);
        return;
      }
      toast.success(words, {
        duration: UNDO_MS,
        action: { label: t("toast.undo"), onClick: () => void undoDelete(ids, name) },
      });
    },
    [t, undoDelete],
  );

  const runOne = useCallback(
    async (action: TaskAction, task: TaskView) => {
      const calls = { start, stop, delete: remove };
      try {
        const answer = await calls[action]({ id: task.id });
        if ("deleted" in answer) {
          tell({ deletedIds: [task.id] });
          moved();
        } else {
          tell({ tasks: [answer] });
        }
        announce(action, [task.id], task.workflowName);
      } catch (error) {
        toast.error(t(`toast.${action}Failed`, { name: task.workflowName }), {
          description: errorText(error),
        });
      }
    },
    [start, stop, remove, tell, moved, announce, t, errorText],
  );

  const settleBatch = useCallback(
    (outcome: Outcome) => {
      const { action, report, tasks } = outcome;
      const done = report.succeeded.map(({ id }) => id);
      if (action === "delete") tell({ deletedIds: done });
      else tell({ tasks: withReportedStatus(tasks, report) });
      if (action === "delete" && done.length > 0) moved();
      if (report.requested === 0) return void toast(t("toast.nothing"));
      if (report.failed.length === 0) {
        const [first = ""] = done;
        const name = tasks.find((task) => task.id === first)?.workflowName ?? shortId(first);
        return announce(action, done, name);
      }
      showReport(outcome);
    },
    [tell, moved, t, announce, showReport],
  );

  const runBatch = useCallback(
    async (action: TaskAction, target: ActionTarget) => {
      const tasks =
        target.kind === "tasks" ? target.tasks : idsOf(target).flatMap((id) => known.tasks.get(id) ?? []);
      const answer = await sendBatch(action, target);
      if (answer.ok) settleBatch({ action, report: answer.data, tasks });
      else toast.error(t("toast.batchFailed"), { description: errorText(answer.error) });
    },
    [known, settleBatch, t, errorText],
  );

  const run = useCallback(
    async (action: TaskAction, target: ActionTarget) => {
      const ids = idsOf(target);
      const only = target.kind === "tasks" && target.tasks.length === 1 ? target.tasks[0] : undefined;
      mark(ids, action);
      if (target.kind === "filter") setDoingFilter(action);
      try {
        await (only === undefined ? runBatch(action, target) : runOne(action, only));
      } finally {
        mark(ids, null);
        setDoingFilter(null);
        void utils.tasks.invalidate();
        refreshBatches({ rowsToo: action === "delete" });
        void utils.queue.lane.invalidate();
      }
    },
    [mark, runBatch, runOne, utils, refreshBatches],
  );
  return { run, doing, doingFilter };
}
