"use client";

import { type LucideIcon, Play, RotateCcw, Square, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { useTaskActions } from "@/components/tasks/task-actions";
import { TaskMenu } from "@/components/tasks/task-menu";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { onTasks } from "@/lib/action-target";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskView } from "@/lib/task-schemas";
import { actionsFor, startLabel, type TaskAction, type TaskStatus } from "@/lib/task-status";
import { cn } from "@/lib/utils";

const ICONS: Record<TaskAction | "restart", LucideIcon> = {
  start: Play,
  restart: RotateCcw,
  stop: Square,
  delete: Trash2,
};

function labelOf(action: TaskAction, status: TaskStatus): TaskAction | "restart" {
  return action === "start" ? startLabel(status) : action;
}

/** The actions this task offers now; the same rules as the batch bar's. */
export function RowActions({ row: { task, gone } }: { row: ShownRow }) {
  const t = useTranslations("tasks");
  const mayAct = useMayAct();
  const viewerHint = useTranslations("shell")("viewerHint");
  const { request, doing } = useTaskActions();
  const blocked = !mayAct || gone === "deleted" || doing.has(task.id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons of one row
    <div
      role="group"
      aria-label={t("actions.of", { name: task.workflowName })}
      title={mayAct ? undefined : viewerHint}
      className="flex items-center gap-0.5 max-md:gap-1"
    >
      {actionsFor(task.status).map((action) => (
        <RowAction
          key={action}
          data-action={action}
          label={labelOf(action, task.status)}
          disabled={blocked}
          onClick={() => request(action, onTasks(task))}
        />
      ))}
      {mayAct && task.hold === "unsettled" && <SettleLink task={task} />}
    </div>
  );
}

/** An unclear submit is settled on the task's page, where it is explained. On a card the cause itself leads there. */
function SettleLink({ task }: { task: TaskView }) {
  const t = useTranslations("tasks.actions");
  return (
    <Button
      asChild
      variant="ghost"
      size="sm"
      // Where there is no room, too: the words of the status are a link as well.
      className="-order-1 @max-[700px]:hidden px-2 text-primary-text max-md:hidden md:-ml-2"
    >
      <Link href={`/tasks/${task.id}#unclear`}>{t("settle")}</Link>
    </Button>
  );
}

function RowAction({
  label,
  ...props
}: {
  label: TaskAction | "restart";
  disabled: boolean;
  onClick: () => void;
  /** The keys of the list look for this. */
  "data-action": TaskAction;
}) {
  const t = useTranslations("tasks.actions");
  const Icon = ICONS[label];
  if (label === "delete") {
    return (
      <Hint text={t("delete")}>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t("delete")}
          className="text-muted-foreground hover:text-destructive-text max-md:size-10 md:ml-auto"
          {...props}
        >
          <Icon aria-hidden />
        </Button>
      </Hint>
    );
  }
  return (
    <Button
      variant="ghost"
      size="sm"
      className={cn("max-md:h-10 max-md:px-3 md:-ml-2 md:px-2", label !== "stop" && "text-primary-text")}
      {...props}
    >
      <Icon aria-hidden className={label === "stop" ? "size-3 fill-current" : "size-3.5"} />
      <span className="@max-[700px]:sr-only">{t(label)}</span>
    </Button>
  );
}

export function DetailsCell({ task }: { task: TaskView }) {
  const t = useTranslations("tasks");
  return (
    <div className="flex items-center gap-1">
      <Link
        href={`/tasks/${task.id}`}
        className="focus-ring rounded-sm text-primary-text hover:underline"
        aria-label={t("viewTask", { name: task.workflowName })}
      >
        {t("view")}
      </Link>
      <MoreMenu task={task} />
    </div>
  );
}

export function MoreMenu({ task }: { task: TaskView }) {
  const t = useTranslations("batches.actions");
  return <TaskMenu task={task} label={t("moreOf", { name: task.workflowName })} />;
}
