"use client";

import { useTranslations } from "next-intl";
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { useLast } from "@/components/use-last";
import type { ActionTarget } from "@/lib/action-target";
import { isActive, type TaskAction } from "@/lib/task-status";

interface Question {
  readonly action: TaskAction;
  readonly target: ActionTarget;
}

/** Names the thing and the consequence. The safe choice has the focus. */
export function ConfirmDialog({
  question,
  onCancel,
  onConfirm,
}: {
  question: Question | null;
  onCancel: () => void;
  onConfirm: () => void;
}) {
  const shown = useLast(question);
  return (
    <AlertDialog open={question !== null} onOpenChange={(open) => !open && onCancel()}>
      {shown !== null && (
        <AlertDialogContent>
          <Words question={shown} onConfirm={onConfirm} />
        </AlertDialogContent>
      )}
    </AlertDialog>
  );
}

function Words({ question, onConfirm }: { question: Question; onConfirm: () => void }) {
  const t = useTranslations("tasks.confirm");
  const { title, body } = useWords(question);
  const isStop = question.action === "stop";
  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>{body}</AlertDialogDescription>
      </AlertDialogHeader>
      <AlertDialogFooter>
        <AlertDialogCancel>{t(isStop ? "keepRunning" : "keep")}</AlertDialogCancel>
        <AlertDialogAction variant="destructive" onClick={onConfirm}>
          {t(isStop ? "stop" : "delete")}
        </AlertDialogAction>
      </AlertDialogFooter>
    </>
  );
}

function useWords({ action, target }: Question): { title: string; body: string } {
  const t = useTranslations("tasks.confirm");
  const verb = action === "stop" ? "stop" : "delete";
  if (target.kind === "filter") {
    return { title: filterTitle(t, verb, target), body: t(`${verb}FilterBody`) };
  }
  const tasks = target.kind === "tasks" ? target.tasks : [];
  const active = tasks.filter((task) => isActive(task.status)).length;
  const [only] = tasks;
  if (tasks.length === 1 && only !== undefined) {
    const quiet = verb === "stop" ? t("stopWaiting") : t("deleteBody");
    return {
      title: t(`${verb}One`, { name: only.workflowName }),
      body: active > 0 ? t(`${verb}Active`) : quiet,
    };
  }
  const count = target.kind === "ids" ? target.ids.length : tasks.length;
  const quiet = verb === "stop" ? t("stopManyWaiting") : t("deleteManyBody");
  return {
    title: t(`${verb}Many`, { count }),
    body: active > 0 ? t(`${verb}ManyActive`, { active }) : quiet,
  };
}

function filterTitle(
  t: ReturnType<typeof useTranslations<"tasks.confirm">>,
  verb: "stop" | "delete",
  { count, batchName }: Extract<ActionTarget, { kind: "filter" }>,
): string {
  if (count === null) return t(`${verb}FilterUnknown`);
  return batchName === undefined
    ? t(`${verb}Filter`, { count })
    : t(`${verb}Batch`, { count, name: batchName });
}
