"use client";

import { useTranslations } from "next-intl";
import { exactly, useMatching } from "@/components/tasks/use-matching";
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
import { shortName } from "@/lib/short-name";
import type { TaskFilter } from "@/lib/task-schemas";
import { ACTIVE_STATUSES, isActive, type TaskAction } from "@/lib/task-status";

interface Question {
  readonly action: TaskAction;
  readonly target: ActionTarget;
}

type ConfirmWords = ReturnType<typeof useTranslations<"tasks.confirm">>;
type Verb = "stop" | "delete";

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
  const activeMatching = useActiveMatching(target);
  if (target.kind === "filter") {
    return { title: filterTitle(t, verb, target), body: filterBody(t, verb, activeMatching) };
  }
  const tasks = target.kind === "tasks" ? target.tasks : [];
  const [only] = tasks;
  const count = target.kind === "tasks" ? tasks.length : target.count;
  const active = tasks.filter((task) => isActive(task.status)).length;
  if (count === 1 && only !== undefined) {
    const quiet = verb === "stop" ? t("stopWaiting") : t("deleteBody");
    return {
      title: t(`${verb}One`, { name: shortName(only.workflowName) }),
      body: active > 0 ? t(`${verb}Active`) : quiet,
    };
  }
  const quiet = verb === "stop" ? t("stopManyWaiting") : t("deleteManyBody");
  return {
    title: t(`${verb}Many`, { count }),
    body: active > 0 ? t(`${verb}ManyActive`, { active }) : quiet,
  };
}

const NO_FILTER: TaskFilter = {};

/** How many that match are on RunningHub, where it costs something; null while that is not known. */
function useActiveMatching(target: ActionTarget): number | null {
  const filter = target.kind === "filter" ? target.filter : NO_FILTER;
  const status = ACTIVE_STATUSES.filter((active) => filter.status?.includes(active) ?? true);
  const asks = target.kind === "filter" && status.length > 0;
  const matching = exactly(useMatching({ ...filter, status }, asks));
  return asks ? matching : 0;
}

function filterBody(t: ConfirmWords, verb: Verb, active: number | null): string {
  if (active === null) return t(`${verb}ManyUncounted`);
  return active > 0 ? t(`${verb}ManyActive`, { active }) : t(`${verb}FilterBody`);
}

function filterTitle(
  t: ConfirmWords,
  verb: Verb,
  { count, batchName }: Extract<ActionTarget, { kind: "filter" }>,
): string {
  if (count === null) return t(`${verb}FilterUnknown`);
  return batchName === undefined
    ? t(`${verb}Filter`, { count })
    : t(`${verb}Batch`, { count, name: shortName(batchName) });
}
