"use client";

import { type LucideIcon, Play, Repeat, RotateCcw, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { useRunAgain } from "@/components/task/use-run-again";
import { useTaskActions } from "@/components/tasks/task-actions";
import { TaskMenu } from "@/components/tasks/task-menu";
import { Button } from "@/components/ui/button";
import { onTasks } from "@/lib/action-target";
import type { TaskView } from "@/lib/task-schemas";
import { actionsFor, startLabel } from "@/lib/task-status";

const ICONS = { start: Play, restart: RotateCcw, stop: Square, again: Repeat } as const satisfies Record<
  string,
  LucideIcon
>;

/** The likely next step for a row as a button, and the rest in its menu. */
export function RowActions({
  row,
  task,
  onRunAgain,
}: {
  /** As people count. */
  row: number;
  task: TaskView;
  /** Called when the row has a newer run. */
  onRunAgain: () => void;
}) {
  const t = useTranslations("batches.actions");
  const words = useTranslations("tasks.actions");
  const mayAct = useMayAct();
  const { request, doing } = useTaskActions();
  const { runAgain, running } = useRunAgain();
  const again = async () => {
    if ((await runAgain(task)) !== null) onRunAgain();
  };
  const [action] = actionsFor(task.status).filter((offered) => offered !== "delete");
  const label = action === undefined ? "again" : action === "start" ? startLabel(task.status) : action;
  const Icon = ICONS[label];
  const isBusy = doing.has(task.id) || running.has(task.id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons of one row
    <div
      role="group"
      aria-label={words("of", { name: task.workflowName })}
      className="flex items-center justify-end gap-0.5"
    >
      {mayAct && (
        <Button
          variant="ghost"
          size="sm"
          className={label === "stop" ? undefined : "text-primary-text"}
          busy={isBusy}
          onClick={() => (action === undefined ? void again() : request(action, onTasks(task)))}
        >
          {!isBusy && <Icon aria-hidden className={label === "stop" ? "size-3 fill-current" : "size-3.5"} />}
          {label === "again" ? t("again") : words(label)}
        </Button>
      )}
      <TaskMenu task={task} label={t("more", { row })} onRunAgain={onRunAgain} withOpen />
    </div>
  );
}
